"""What makes a folder a project of OmegaT: its settings, filters, memories and rules.

The articles are PO there: the one form in which OmegaT 3.6 (Debian) shows every
unit, what is finished as finished, and a draft as a match, and which means the same
to later versions.  Of XLIFF 3.6 shows no unit without a target, and 5.8 takes a
copy of the source for a translation.  Markup within a sentence is text in PO, so it is in
the memories too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alihbahasa import plugins
from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Content, Header, Note, State, Unit, raw
from alihbahasa.segmentation import rules, srx
from alihbahasa.xmlio import escape, escape_attribute

#: The folders without which OmegaT opens no project, be there anything in them or not.
FOLDERS = ("dictionary", "glossary", "target", "tm")

#: Where OmegaT keeps what was translated.
SAVED = "omegat/project_save.tmx"

#: A unit is a sentence already: OmegaT must not cut it again.
_PROJECT = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
    <project version="1.0">
        <source_dir>__DEFAULT__</source_dir>
        <target_dir>__DEFAULT__</target_dir>
        <tm_dir>__DEFAULT__</tm_dir>
        <glossary_dir>__DEFAULT__</glossary_dir>
        <glossary_file>__DEFAULT__</glossary_file>
        <dictionary_dir>__DEFAULT__</dictionary_dir>
        <source_lang>{source}</source_lang>
        <target_lang>{target}</target_lang>
        <sentence_seg>false</sentence_seg>
        <support_default_translations>true</support_default_translations>
        <remove_tags>false</remove_tags>
    </project>
</omegat>
"""


def files(
    *,
    source: str,
    target: str,
    pack: LanguagePack,
    finished: Iterable[Unit],
    drafts: Iterable[Unit],
    header: Header,
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the project by their names, but for the articles and the glossary.

    *pack* has the rules by which the articles in *source* were cut, *finished*
    are the units of the memory, *drafts* those that are kept in one of their own.
    """
    project = _PROJECT.format(source=escape(language(source)), target=escape(language(target)))
    yield "omegat.project", project.encode()
    yield "omegat/filters.xml", _FILTERS.encode()
    yield "omegat/segmentation.conf", _segmentation(source, pack).encode()
    yield "omegat/segmentation.srx", srx.write({source: pack})
    of_memory = replace(
        header,
        source_language=language(source),
        target_language=language(target),
        comment="",
        documents=(),
    )
    for name, units in (("finished", finished), ("drafts", drafts)):
        written = tuple(_as_text(unit) for unit in units)
        if written:
            yield f"tm/{name}.tmx", b"".join(plugins.memory_format("tmx").write(of_memory, written))


def language(tag: str) -> str:
    """Return *tag* as OmegaT takes it: a language and one thing more, the region if it has one.

    >>> language("en"), language("zh-Hant"), language("zh-Hant-TW")
    ('en', 'zh-Hant', 'zh-TW')
    """
    first, *others = tag.split("-")
    region = next((each for each in others if len(each) == 2 or each.isdigit()), "")
    return "-".join(filter(None, (first, region or "".join(others[:1]))))


def _as_text(unit: Unit) -> Unit:
    """Return *unit* with its markup as text, as it stands in PO; a draft for what it was of."""
    source = unit.previous if unit.is_draft and unit.previous is not None else unit.source
    state = State.TRANSLATED if unit.is_draft else unit.state
    comments = "\n".join(note.text for note in unit.comments)
    return replace(
        unit,
        source=_text(source),
        target=_text(unit.target or ()),
        state=state,
        notes=(Note("", "translator", comments),) if comments else (),
    )


def _text(content: Content) -> Content:
    return (raw(content),)


# --- filters --------------------------------------------------------------------

#: The header of a PO file is no segment: whoever translates it breaks the file.
_FILTERS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<filters removeTags="false" removeSpacesNonseg="false" preserveSpaces="true" \
ignoreFileContext="false">
    <filter className="org.omegat.filters2.po.PoFilter" enabled="true">
        <files sourceFilenameMask="*.po" targetFilenamePattern="${filename}" \
sourceEncoding="UTF-8" targetEncoding="UTF-8"/>
        <option name="skipHeader" value="true"/>
        <option name="disallowBlank" value="false"/>
        <option name="formatMonolingual" value="false"/>
    </filter>
</filters>
"""


# --- rules of segmentation ----------------------------------------------------------


def _segmentation(source: str, pack: LanguagePack) -> str:
    """Return the rules of *pack* for *source* as OmegaT before 6 keeps them: Java's XMLEncoder."""
    listed = "".join(
        _RULE.format(
            is_break=str(rule.is_break).lower(),
            before=escape(srx.portable(rule.before)),
            after=escape(srx.portable(rule.after)),
        )
        for rule in rules(pack)
    )
    return _CONF.format(
        name=escape(pack.name), pattern=escape_attribute(srx.tag_pattern(source)), rules=listed
    )


_CONF = """\
<?xml version="1.0" encoding="UTF-8"?>
<java version="1.8.0" class="java.beans.XMLDecoder">
 <object class="org.omegat.core.segmentation.SRX">
  <void property="mappingRules">
   <void method="add">
    <object class="org.omegat.core.segmentation.MapRule">
     <void property="language">
      <string>{name}</string>
     </void>
     <void property="pattern">
      <string>{pattern}</string>
     </void>
     <void property="rules">
      <object class="java.util.ArrayList">
{rules}      </object>
     </void>
    </object>
   </void>
  </void>
  <void property="version">
   <string>0.2.2</string>
  </void>
 </object>
</java>
"""
_RULE = """\
       <void method="add">
        <object class="org.omegat.core.segmentation.Rule">
         <void property="afterbreak">
          <string>{after}</string>
         </void>
         <void property="beforebreak">
          <string>{before}</string>
         </void>
         <void property="breakRule">
          <boolean>{is_break}</boolean>
         </void>
        </object>
       </void>
"""
