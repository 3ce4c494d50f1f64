//! Limits as people write them: `NAME=VALUE`, and the table `[limits]`.

use std::path::Path;
use std::time::Duration;

use portcullis_host::{Limit, Limits, shown};
use portcullis_procfile::nearest;

use crate::exit::{Failure, INPUT, Result, USAGE};
use crate::options::Options;
use crate::project::NAME;
use crate::words::meant;

/// The limits of the project file, and then those of the command line.
pub(crate) fn of(options: &Options) -> Result<Limits> {
    let mut limits = Limits::default();
    for (name, value) in &options.limits {
        let place = format!("`{}` in the table `[limits]`", shown(name));
        set(&mut limits, name, &text(value))
            .map_err(|wrong| Failure::new(INPUT, format!("{place}: {}", wrong.0)).hint(wrong.1))?;
    }
    given(&mut limits, &options.bounds.limit)?;
    Ok(limits)
}

/// These limits without what the project file raised of them, for an exporter that may
/// have come with it: it must not decide what its own exporter may use.
pub(crate) fn unraised(options: &Options, limits: &Limits) -> Result<Limits> {
    let mut limits = limits.clone();
    for (limit, figure) in raised(options, &options.bounds.limit)? {
        limits.set(limit, figure);
    }
    Ok(limits)
}

/// Refuses an exporter that came with the project file if that raises a limit.
pub(crate) fn refuse_raised(options: &Options, exporter: &str) -> Result<()> {
    let raised = raised(options, &options.bounds.limit)?;
    let names: Vec<_> = raised
        .iter()
        .filter_map(|(limit, _)| limit.name())
        .collect();
    let file = options.project.as_deref().unwrap_or(Path::new(NAME));
    let failures = names.iter().map(|name| {
        let message = format!(
            "`{name}` in the table `[limits]` of {} raises a limit for the exporter `{exporter}`, \
             which came with that file",
            file.display()
        );
        Failure::new(INPUT, message)
    });
    let Some(failure) = failures.reduce(Failure::and) else {
        return Ok(());
    };
    let wanted = names.iter().map(|name| {
        let value = options.limits.get(*name).map(text).unwrap_or_default();
        format!(" --limit {name}={}", shown(value))
    });
    let hint = "if you trust the exporter with so much, say it on the command line:";
    Err(failure.hint(format!("{hint}{}", wanted.collect::<String>())))
}

/// What is raised beside the command line, with the figures that would hold without.
pub(crate) fn raised(options: &Options, command_line: &[String]) -> Result<Vec<(Limit, u64)>> {
    let with_file = of(options)?;
    let mut without = Limits::default();
    given(&mut without, command_line)?;
    let raised = Limit::ADJUSTABLE.into_iter().filter_map(|limit| {
        let figure = limit.figure(&without)?;
        (limit.figure(&with_file)? > figure).then_some((limit, figure))
    });
    Ok(raised.collect())
}

fn text(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The limits of a command line alone.
pub(crate) fn given(limits: &mut Limits, all: &[String]) -> Result<()> {
    for written in all {
        let place = format!("`--limit {written}`");
        let Some((name, value)) = written.split_once('=') else {
            let message = format!("{place} has no `=`");
            return Err(Failure::new(USAGE, message).hint("write --limit NAME=VALUE"));
        };
        set(limits, name, value)
            .map_err(|wrong| Failure::new(USAGE, format!("{place}: {}", wrong.0)).hint(wrong.1))?;
    }
    Ok(())
}

/// What is wrong, and how to mend it.
struct Wrong(String, String);

fn set(limits: &mut Limits, name: &str, value: &str) -> std::result::Result<(), Wrong> {
    let found = Limit::ADJUSTABLE
        .into_iter()
        .find(|limit| limit.name() == Some(name));
    let Some(limit) = found else {
        return Err(unknown(name));
    };
    let figure = match limit {
        Limit::Fuel | Limit::Handles | Limit::Files | Limit::Diagnostics | Limit::CompileCpu => {
            count(value)?
        }
        Limit::Deadline | Limit::CompileDeadline => milliseconds(value)?,
        _ => bytes(value)?,
    };
    match limits.set(limit, figure) {
        true => Ok(()),
        false => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> Wrong {
    let names: Vec<_> = Limit::ADJUSTABLE
        .into_iter()
        .filter_map(Limit::name)
        .collect();
    let hint = match nearest(name, names.iter().copied()) {
        Some(near) => format!("{} There are {}", meant(near), names.join(", ")),
        None => format!("there are {}", names.join(", ")),
    };
    Wrong(format!("there is no limit `{}`", shown(name)), hint)
}

fn count(value: &str) -> std::result::Result<u64, Wrong> {
    value
        .replace('_', "")
        .parse()
        .map_err(|_| wrong(value, "a whole number", "as in 1000000"))
}

/// With K, M or G for powers of 1024.
fn bytes(value: &str) -> std::result::Result<u64, Wrong> {
    let (digits, factor) = match value.as_bytes().last().map(u8::to_ascii_uppercase) {
        Some(b'K') => (&value[..value.len() - 1], 1 << 10),
        Some(b'M') => (&value[..value.len() - 1], 1 << 20),
        Some(b'G') => (&value[..value.len() - 1], 1 << 30),
        _ => (value, 1_u64),
    };
    let number: Option<u64> = digits.replace('_', "").parse().ok();
    number
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| {
            let hint = "as in 1000000, 64K, 512M or 2G";
            wrong(value, "a number of bytes", hint)
        })
}

/// Written in seconds, and never less than one millisecond.
fn milliseconds(value: &str) -> std::result::Result<u64, Wrong> {
    let seconds: Option<f64> = value.parse().ok();
    seconds
        .filter(|seconds| *seconds > 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .and_then(|time| u64::try_from(time.as_millis()).ok())
        .map(|milliseconds| milliseconds.max(1))
        .ok_or_else(|| wrong(value, "a number of seconds above 0", "as in 30 or 0.5"))
}

fn wrong(value: &str, what: &str, hint: &str) -> Wrong {
    Wrong(format!("`{}` is not {what}", shown(value)), hint.to_owned())
}
