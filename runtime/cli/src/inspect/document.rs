//! The page as programs read it.

use portcullis_host::{ExporterInfo, Kind, PathProfile, Usage};
use serde_json::{Value, json};

use super::sample::Sample;
use super::{Described, Page};
use crate::exit::Failure;
use crate::settings::Schema;

impl Page {
    pub(super) fn to_json(&self, refusal: Option<&Failure>) -> Value {
        let survey = &self.survey;
        let described = self.described.as_ref();
        json!({
            "what": self.what,
            "kind": match survey.kind {
                Kind::Component => "component",
                Kind::CoreModule => "core-module",
                Kind::Precompiled => "precompiled",
                Kind::Other => "other",
            },
            "name": described.map(|told| &told.manifest.name),
            "version": described.map(|told| &told.manifest.version),
            "world": survey.world(),
            "interface": survey.interface,
            "imports": survey.imports,
            "exports": survey.exports,
            "bytes": self.bytes,
            "sha256": self.digest,
            "memory": {
                "memories": survey.memories,
                "initial_bytes": survey.memory_bytes,
                "table_bytes": survey.table_bytes,
                "data_bytes": survey.data_bytes,
            },
            "describe": described.map(|told| used(&told.usage)),
            "exporters": described.map_or_else(Vec::new, exporters),
            "refused": refusal.map_or_else(|| json!([]), Failure::to_json),
        })
    }
}

fn exporters(described: &Described) -> Vec<Value> {
    let infos = described.manifest.exporters.iter();
    let infos = infos.zip(&described.samples);
    infos.map(|(info, sample)| exporter(info, sample)).collect()
}

fn exporter(info: &ExporterInfo, sample: &Sample) -> Value {
    json!({
        "name": info.name,
        "summary": info.summary,
        "templates": info.templates.iter().map(|t| &t.name).collect::<Vec<_>>(),
        "settings_schema": Schema::of(info).as_json(),
        "paths": match info.paths {
            PathProfile::Portable => "portable",
            PathProfile::PosixUnit => "posix-unit",
        },
        "sample": match sample {
            Ok(usage) => used(usage),
            Err(why) => json!({ "error": why }),
        },
    })
}

fn used(usage: &Usage) -> Value {
    json!({
        "fuel": usage.fuel,
        "memory": usage.memory,
        "files": usage.files,
        "bytes": usage.bytes,
    })
}
