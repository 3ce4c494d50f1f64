//! Two builds of the command, one before a change and one after it: whether an
//! ordinary export became slower.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::measure::{self, Cost, median, millis};
use crate::sample;
use crate::table::{Report, figure};

/// Pairs of runs. Enough that what the machine does besides moves a median by a
/// hundredth or two.
const PAIRS: usize = 250;

/// The promise: at most this much of the time before.
const PROMISED: f64 = 1.10;

/// What is measured: an export to nothing, and the same again, which changes nothing.
const KINDS: [&str; 2] = ["first", "again"];

struct Build {
    name: &'static str,
    path: PathBuf,
    /// Of each kind.
    costs: [Vec<Cost>; 2],
}

/// Runs `before` and `PORTCULLIS_BIN` in turn, each first as often as the other.
pub(crate) fn measure(report: &mut Report, before: &Path) -> Result<()> {
    let after = std::env::var_os("PORTCULLIS_BIN");
    let after = after.context("PORTCULLIS_BIN is not set: run `./justw bench --against FILE`")?;
    let work = tempfile::tempdir()?;
    sample::write(work.path())?;
    let mut builds = [
        Build::copied("before", before, work.path())?,
        Build::copied("after", Path::new(&after), work.path())?,
    ];
    for pair in 0..PAIRS {
        let order = if pair % 2 == 0 { [0, 1] } else { [1, 0] };
        for build in order {
            builds[build].run(work.path(), pair)?;
        }
    }
    show(report, &builds)
}

impl Build {
    /// A linker leaves what it writes scattered over the page cache, and such a file
    /// starts slower than a copy of it. So both are copied.
    fn copied(name: &'static str, from: &Path, work: &Path) -> Result<Self> {
        let path = work.join(name);
        let copied = std::fs::copy(from, &path);
        copied.with_context(|| format!("cannot copy `{}`", from.display()))?;
        Ok(Self {
            name,
            path,
            costs: Default::default(),
        })
    }

    /// Nothing is removed before the end: on ext4 the inodes of files that were just
    /// removed make it slower to create others.
    fn run(&mut self, work: &Path, pair: usize) -> Result<()> {
        let out = work.join(format!("{}-{pair}", self.name));
        for costs in &mut self.costs {
            let mut export = sample::export(&self.path, work, &out);
            costs.push(measure::process(&mut export)?);
        }
        Ok(())
    }

    /// The medians of a kind in milliseconds: of CPU time and of time.
    fn medians(&self, kind: usize) -> Result<[f64; 2]> {
        let costs = || self.costs[kind].iter();
        let cpu = median(costs().map(|cost| cost.cpu))?;
        let wall = median(costs().map(|cost| cost.wall))?;
        Ok([millis(cpu), millis(wall)])
    }
}

fn show(report: &mut Report, [before, after]: &[Build; 2]) -> Result<()> {
    let mut rows = Vec::new();
    let mut promises = Vec::new();
    for (kind, export) in KINDS.iter().enumerate() {
        let (then, now) = (before.medians(kind)?, after.medians(kind)?);
        let ratios = [now[0] / then[0], now[1] / then[1]];
        for (name, figures) in [(before.name, then), (after.name, now), ("ratio", ratios)] {
            let figures = figures.map(figure);
            rows.push([&[format!("{export}, {name}")], &figures[..]].concat());
        }
        promises.push((export, ratios[1]));
    }
    report.table(
        "`export systemd` of 4 processes with ten variables, before and after",
        &["export", "CPU ms", "wall ms"],
        &rows,
    );
    report.remark(&format!("medians of {PAIRS} runs of each in turn"));
    for (export, ratio) in promises {
        let text = format!(
            "an export ({export}) takes at most {PROMISED:.2} of the time before: {}",
            figure(ratio)
        );
        report.promise(ratio <= PROMISED, text);
    }
    Ok(())
}
