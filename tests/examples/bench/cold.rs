//! Cold processes: `portcullis export systemd` beside `honcho export systemd`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::measure::{self, Cost, median, millis};
use crate::sample;
use crate::table::{Report, figure};

const RUNS: usize = 20;

/// The promise: at most this part of honcho's CPU time.
const PROMISED_PART: f64 = 20.0;

struct Program {
    name: &'static str,
    path: PathBuf,
    costs: Vec<Cost>,
}

/// Runs both in turn, so that what else the machine does meets both.
pub(crate) fn measure(report: &mut Report) -> Result<()> {
    let mut programs = [
        program("honcho", "PORTCULLIS_PEERS", "bin/honcho")?,
        program("portcullis", "PORTCULLIS_BIN", "")?,
    ];
    let work = tempfile::tempdir()?;
    sample::write(work.path())?;
    let own_peak = measure::own_status("VmHWM")?;
    let mut files = Vec::new();
    for program in &programs {
        files.push(program.warm_up(work.path())?);
    }
    for run in 0..RUNS {
        for program in &mut programs {
            let out = work.path().join(format!("{}-{run}", program.name));
            let cost = measure::process(&mut program.command(work.path(), &out))?;
            program.costs.push(cost);
        }
    }
    let [honcho, portcullis] = &programs;
    show(report, honcho, portcullis, &files)?;
    let floor = figure(own_peak as f64 / 1e6);
    report.remark(&format!(
        "medians of {RUNS} runs in turn; a peak below {floor} MB could not be seen"
    ));
    Ok(())
}

fn program(name: &'static str, variable: &str, below: &str) -> Result<Program> {
    let path = std::env::var_os(variable)
        .with_context(|| format!("{variable} is not set: run `./justw bench`"))?;
    let path = match below {
        "" => PathBuf::from(path),
        below => PathBuf::from(path).join(below),
    };
    let (shown, costs) = (path.display().to_string(), Vec::new());
    ensure!(
        path.is_file(),
        "no {name} at `{shown}`, which {variable} says: run `./justw bench`"
    );
    Ok(Program { name, path, costs })
}

impl Program {
    fn command(&self, work: &Path, out: &Path) -> Command {
        sample::export(&self.path, work, out)
    }

    /// Fills the caches, shows what is wrong if anything is, and gives the
    /// number of files.
    fn warm_up(&self, work: &Path) -> Result<usize> {
        let out = work.join(self.name);
        let output = self.command(work, &out).output()?;
        let (path, status) = (self.path.display(), output.status);
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(status.success(), "`{path}` ended with {status}: {errors}");
        let names = std::fs::read_dir(&out)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<Result<Vec<_>>>()?;
        // Where we keep our own state is no file of the export.
        Ok(names.iter().filter(|name| *name != ".portcullis").count())
    }

    fn cpu(&self) -> Result<f64> {
        Ok(millis(median(self.costs.iter().map(|cost| cost.cpu))?))
    }

    fn wall(&self) -> Result<f64> {
        Ok(millis(median(self.costs.iter().map(|cost| cost.wall))?))
    }

    fn peak(&self) -> Result<f64> {
        Ok(median(self.costs.iter().map(|cost| cost.peak))? as f64 / 1e6)
    }

    fn row(&self, files: usize) -> Result<Vec<String>> {
        let [cpu, wall, peak] = [self.cpu()?, self.wall()?, self.peak()?].map(figure);
        Ok(vec![
            self.name.to_owned(),
            files.to_string(),
            cpu,
            wall,
            peak,
        ])
    }
}

fn show(
    report: &mut Report,
    honcho: &Program,
    portcullis: &Program,
    files: &[usize],
) -> Result<()> {
    let part = honcho.cpu()? / portcullis.cpu()?;
    let parts = [
        part,
        honcho.wall()? / portcullis.wall()?,
        honcho.peak()? / portcullis.peak()?,
    ];
    let mut ratios = vec!["ratio".to_owned(), String::new()];
    ratios.extend(parts.map(|part| format!("1/{}", figure(part))));
    report.table(
        "A cold process: `export systemd` of 4 processes with ten variables",
        &["program", "files", "CPU ms", "wall ms", "peak RSS MB"],
        &[honcho.row(files[0])?, portcullis.row(files[1])?, ratios],
    );
    let text = format!(
        "a cold export takes at most 1/{PROMISED_PART} of honcho's CPU time: 1/{}",
        figure(part)
    );
    report.promise(part >= PROMISED_PART, text);
    Ok(())
}
