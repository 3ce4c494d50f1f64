//! The table that a trial prints: a line a case, and the count at its end.

use std::time::Duration;

use super::measure::Measured;

/// How a case ended, and what is wrong with that.
pub(crate) struct Verdict {
    pub(crate) name: String,
    pub(crate) stopped: String,
    pub(crate) wall: Duration,
    pub(crate) peak: u64,
    pub(crate) wrong: Vec<String>,
}

impl Verdict {
    pub(crate) fn of(name: &str, stopped: &str, run: &Measured, mut wrong: Vec<String>) -> Self {
        if !wrong.is_empty() {
            wrong.push(format!("it said: {}", run.stderr.trim_end()));
        }
        Self {
            name: name.to_owned(),
            stopped: stopped.to_owned(),
            wall: run.wall,
            peak: run.peak,
            wrong,
        }
    }
}

/// Prints each line as soon as it is known.
pub(crate) struct Table {
    passed: usize,
    failed: usize,
    longest: Duration,
    highest: u64,
}

impl Table {
    pub(crate) fn new(base: &Measured) -> Self {
        println!(
            "{:<46} {:<60} {:>8} {:>9}",
            "CASE", "STOPPED BY", "AFTER", "PEAK"
        );
        line("honest", "nothing", base.wall, base.peak, "");
        Self {
            passed: 0,
            failed: 0,
            longest: Duration::ZERO,
            highest: 0,
        }
    }

    pub(crate) fn add(&mut self, verdict: &Verdict) {
        let Verdict {
            name,
            stopped,
            wall,
            peak,
            wrong,
        } = verdict;
        let mark = if wrong.is_empty() { "" } else { "  FAILED" };
        line(name, stopped, *wall, *peak, mark);
        for what in wrong {
            println!("    {}", what.replace('\n', "\n    "));
        }
        if wrong.is_empty() {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
        self.longest = self.longest.max(*wall);
        self.highest = self.highest.max(*peak);
    }

    /// Prints the count; whether all passed.
    pub(crate) fn end(self) -> bool {
        let (longest, highest) = (self.longest.as_secs_f64(), mebibytes(self.highest));
        println!("\nthe longest took {longest:.2} s, the highest peak was {highest} MiB");
        println!("{} passed, {} failed", self.passed, self.failed);
        self.failed == 0 && self.passed > 0
    }
}

fn line(name: &str, stopped: &str, wall: Duration, peak: u64, mark: &str) {
    let (seconds, peak) = (wall.as_secs_f64(), mebibytes(peak));
    println!("{name:<46} {stopped:<60} {seconds:>6.2} s {peak:>5} MiB{mark}");
}

fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
