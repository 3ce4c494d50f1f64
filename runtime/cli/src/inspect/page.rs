//! The page as people read it.

use std::fmt::Write as _;

use portcullis_host::{ExporterInfo, INTERFACE, Kind, PathProfile, Usage, visible};

use super::sample::Sample;
use super::{Described, Page};
use crate::exit::Failure;
use crate::words::counted;
use crate::{settings, style};

/// How many names of imports or exports people are shown.
const SHOWN_NAMES: usize = 20;

impl Page {
    pub(super) fn to_text(&self, refusal: Option<&Failure>) -> String {
        let strong = style::STRONG;
        let title = match &self.described {
            Some(told) => format!("{} {}", told.manifest.name, told.manifest.version),
            None => self.what.clone(),
        };
        let mut text = format!("{strong}{}{strong:#}\n", visible(title));
        self.file(&mut text);
        self.memory(&mut text);
        if let Some(failure) = refusal {
            let style = style::ERROR;
            let reasons = match failure.count() {
                1 => "for one reason".to_owned(),
                several => format!("for {several} reasons"),
            };
            let _ = writeln!(text, "  {style}refused{style:#}    {reasons}");
        }
        if let Some(described) = &self.described {
            self.exporters(&mut text, described);
        }
        text
    }

    /// What the file is, and what it wants.
    fn file(&self, text: &mut String) {
        let survey = &self.survey;
        let _ = writeln!(text, "  kind       {}", kind(survey.kind));
        if survey.kind == Kind::Component {
            let world = survey.world().unwrap_or("another");
            let _ = writeln!(text, "  world      {world}");
            let interface = survey.interface.as_deref().unwrap_or("none");
            let _ = writeln!(text, "  interface  {}", visible(interface));
            if !survey.is_of_this_interface() {
                let _ = writeln!(text, "  runs here  {INTERFACE}");
            }
        }
        if matches!(survey.kind, Kind::Component | Kind::CoreModule) {
            let _ = writeln!(text, "  imports    {}", names(&survey.imports));
        }
        if !survey.is_of_this_interface() && !survey.exports.is_empty() {
            let _ = writeln!(text, "  exports    {}", names(&survey.exports));
        }
        let _ = writeln!(text, "  size       {} bytes", self.bytes);
        let _ = writeln!(text, "  sha256     {}", self.digest);
    }

    fn memory(&self, text: &mut String) {
        let survey = &self.survey;
        if !matches!(survey.kind, Kind::Component | Kind::CoreModule) {
            return;
        }
        let _ = writeln!(
            text,
            "  memory     {} of {} bytes at the start, tables of {} bytes, data of {} bytes",
            counted(survey.memories, "memory", "memories"),
            survey.memory_bytes,
            survey.table_bytes,
            survey.data_bytes
        );
        if let Some(described) = &self.described {
            let _ = writeln!(text, "  describe   {}", used(&described.usage));
        }
    }

    fn exporters(&self, text: &mut String, described: &Described) {
        let infos = described.manifest.exporters.iter();
        let mut others = Vec::new();
        for (info, sample) in infos.zip(&described.samples) {
            if self.is_asked(&info.name) {
                exporter(text, info, sample);
            } else {
                others.push(visible(&info.name));
            }
        }
        if !others.is_empty() {
            let _ = writeln!(text, "\nIt also offers {}.", others.join(", "));
        }
    }
}

fn exporter(text: &mut String, info: &ExporterInfo, sample: &Sample) {
    let strong = style::STRONG;
    let (name, summary) = (visible(&info.name), visible(&info.summary));
    let _ = writeln!(text, "\n{strong}{name}{strong:#}: {summary}");
    let templates: Vec<_> = info.templates.iter().map(|t| t.name.clone()).collect();
    let _ = writeln!(text, "  templates  {}", names(&templates));
    if info.paths == PathProfile::PosixUnit {
        let _ = writeln!(
            text,
            "  paths      as systemd makes them, with @, : and \\xNN"
        );
    }
    let _ = match sample {
        Ok(usage) => {
            let (files, bytes) = (counted(usage.files, "file", "files"), usage.bytes);
            let used = used(usage);
            writeln!(text, "  sample     {files} of {bytes} bytes; {used}")
        }
        Err(why) => writeln!(text, "  sample     none: {}", visible(why)),
    };
    text.push_str(&settings::table(info));
}

fn used(usage: &Usage) -> String {
    let (memory, fuel) = (usage.memory, usage.fuel);
    format!("{memory} bytes of memory, {fuel} units of fuel")
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Component => "component",
        Kind::CoreModule => "core module, of which a component can be made",
        Kind::Precompiled => "precompiled code, which is never run from outside",
        Kind::Other => "no WebAssembly that can be read",
    }
}

fn names(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    let shown: Vec<_> = names.iter().take(SHOWN_NAMES).map(visible).collect();
    match names.len().checked_sub(SHOWN_NAMES) {
        Some(more) if more > 0 => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}
