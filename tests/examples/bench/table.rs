//! What is printed: tables with aligned columns, remarks and verdicts.

use std::process::ExitCode;

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Columns aligned with spaces, for a terminal.
    Plain,
    /// Markdown, for a document.
    Markdown,
}

/// Prints as it goes, so that a long run shows what it has.
#[derive(Debug)]
pub(crate) struct Report {
    style: Style,
    verdicts: Vec<(bool, String)>,
}

impl Report {
    /// Prints the line about the machine, below the title of a document.
    pub(crate) fn begin(style: Style, machine: &str) -> Self {
        if style == Style::Markdown {
            println!("# Benchmarks\n");
            println!(
                "One run on one machine, so read ratios. `./justw figures` renews this page.\n"
            );
        }
        println!("{machine}");
        let verdicts = Vec::new();
        Self { style, verdicts }
    }

    /// Prints a table. The first column holds names, the others figures.
    pub(crate) fn table(&self, title: &str, headings: &[&str], rows: &[Vec<String>]) {
        let headings: Vec<String> = headings.iter().map(ToString::to_string).collect();
        let lines = || std::iter::once(&headings).chain(rows);
        let width = |column: usize| lines().map(|line| line[column].chars().count()).max();
        let widths: Vec<usize> = (0..headings.len()).filter_map(width).collect();
        match self.style {
            Style::Plain => println!("\n{title}\n"),
            Style::Markdown => println!("\n## {title}\n"),
        }
        for (index, line) in lines().enumerate() {
            println!("{}", self.line(line, &widths));
            if index == 0 {
                println!("{}", self.rule(&widths));
            }
        }
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let cells = cells.iter().zip(widths).enumerate();
        let cells = cells.map(|(column, (cell, &width))| match column {
            0 => format!("{cell:width$}"),
            _ => format!("{cell:>width$}"),
        });
        let cells: Vec<_> = cells.collect();
        match self.style {
            Style::Plain => format!("  {}", cells.join("  ")),
            Style::Markdown => format!("| {} |", cells.join(" | ")),
        }
    }

    fn rule(&self, widths: &[usize]) -> String {
        let columns = widths.iter().enumerate();
        let columns = columns.map(|(column, &width)| match (self.style, column) {
            (Style::Markdown, 1..) => format!("{}:", "-".repeat(width.saturating_sub(1))),
            _ => "-".repeat(width),
        });
        self.line(&columns.collect::<Vec<_>>(), widths)
    }

    /// Prints a sentence about the table above.
    pub(crate) fn remark(&self, text: &str) {
        match self.style {
            Style::Plain => println!("  {text}"),
            Style::Markdown => println!("\n{text}"),
        }
    }

    /// Keeps a verdict on a promise for the end.
    pub(crate) fn promise(&mut self, holds: bool, text: String) {
        self.verdicts.push((holds, text));
    }

    /// Prints the verdicts. Success only if all promises hold.
    pub(crate) fn finish(self) -> ExitCode {
        let rows = self.verdicts.iter().map(|(holds, text)| {
            let verdict = if *holds { "holds" } else { "BROKEN" };
            vec![text.clone(), verdict.to_owned()]
        });
        let rows: Vec<_> = rows.collect();
        self.table("Promises", &["promise", "verdict"], &rows);
        match self.verdicts.iter().all(|(holds, _)| *holds) {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}

/// A figure with three significant digits or all those before the point, and
/// commas between thousands.
pub(crate) fn figure(value: f64) -> String {
    let decimals = match value {
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        _ => 2,
    };
    let text = format!("{value:.decimals$}");
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    format!("{}{fraction}", grouped(whole))
}

/// A number with commas between thousands.
pub(crate) fn count(number: u64) -> String {
    grouped(&number.to_string())
}

fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
