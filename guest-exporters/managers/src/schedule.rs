//! When a process is started: cron's five fields, for cron and for systemd.
//!
//! The fields mean what Debian's cron makes of them. Where its source, its
//! manual and its successors differ, a schedule is refused: `*` within a list,
//! and a step longer than its range.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The words that stand for all five fields.
const WORDS: [(&str, &str); 7] = [
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];

/// The names of months from 1, whose case does not count.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The names of days from 0, as systemd writes them. In cron their case does
/// not count.
const WEEKDAYS: &[&str] = &["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

const MINUTE: Kind = Kind::new("minute", 0..=59, &[]);
const HOUR: Kind = Kind::new("hour", 0..=23, &[]);
const DAY: Kind = Kind::new("day of month", 1..=31, &[]);
const MONTH: Kind = Kind::new("month", 1..=12, MONTHS);
const WEEKDAY: Kind = Kind::new("day of week", 0..=7, WEEKDAYS);

/// The times at which a process is started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    minute: Field,
    hour: Field,
    day: Field,
    month: Field,
    weekday: Field,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Field {
    /// The field as it was written, with numbers for names.
    cron: String,
    values: BTreeSet<u8>,
    is_full: bool,
}

/// What one of the five fields can be.
struct Kind {
    name: &'static str,
    values: RangeInclusive<u8>,
    /// The names of the values, from the first one on.
    names: &'static [&'static str],
}

impl Schedule {
    /// Parses five fields with blanks or tabs between, such as `0 3 * * mon-fri`,
    /// or one of the words for them, such as `@daily`.
    ///
    /// # Errors
    ///
    /// The first field that is not allowed, and what is.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let fields = text.split([' ', '\t']).filter(|field| !field.is_empty());
        match fields.collect::<Vec<_>>().as_slice() {
            [word] if word.starts_with('@') => Self::parse(fields_of(word)?),
            [minute, hour, day, month, weekday] => Ok(Self {
                minute: MINUTE.parse(minute)?,
                hour: HOUR.parse(hour)?,
                day: DAY.parse(day)?,
                month: MONTH.parse(month)?,
                weekday: WEEKDAY.parse(weekday)?.with_one_sunday(),
            }),
            fields => Err(format!(
                "a schedule has 5 fields (minute, hour, day of month, month, day of week), not {}, \
                 or is one of {}",
                fields.len(),
                words()
            )),
        }
    }

    /// The five fields for a crontab, with numbers for names and a blank between.
    pub(crate) fn cron(&self) -> String {
        let Self {
            minute,
            hour,
            day,
            month,
            weekday,
        } = self;
        let fields = [minute, hour, day, month, weekday];
        fields.map(|field| field.cron.as_str()).join(" ")
    }

    /// The values of `OnCalendar=` that are the same times together: two where
    /// one of the two day fields is enough, and one where both must match.
    pub(crate) fn calendar(&self) -> Vec<String> {
        let weekdays = self.weekday.weekdays();
        let days = self.day.numbers();
        if self.day.has_star() || self.weekday.has_star() {
            vec![self.event(&weekdays, &days)]
        } else {
            vec![self.event("", &days), self.event(&weekdays, "*")]
        }
    }

    fn event(&self, weekdays: &str, days: &str) -> String {
        let [month, hour, minute] = [&self.month, &self.hour, &self.minute].map(Field::numbers);
        format!("{weekdays}*-{month}-{days} {hour}:{minute}:00")
    }
}

impl Field {
    /// Whether cron takes the field for unrestricted. It looks at the first
    /// character alone, so that `*/2` is and `1-31` is not.
    fn has_star(&self) -> bool {
        self.cron.starts_with('*')
    }

    /// The values as systemd has them in dates and times.
    fn numbers(&self) -> String {
        if self.is_full {
            return "*".to_owned();
        }
        let numbers = self.values.iter().map(|value| format!("{value:02}"));
        numbers.collect::<Vec<_>>().join(",")
    }

    /// The values as systemd has them before a date: nothing for every day.
    fn weekdays(&self) -> String {
        if self.is_full {
            return String::new();
        }
        let names = self.values.iter().map(|day| WEEKDAYS[usize::from(day % 7)]);
        names.collect::<Vec<_>>().join(",") + " "
    }

    /// Of the two numbers that Sunday has, only 7, which ends systemd's week.
    fn with_one_sunday(mut self) -> Self {
        if self.values.remove(&0) {
            self.values.insert(7);
        }
        self.is_full = self.values.len() == WEEKDAYS.len();
        self
    }
}

impl Kind {
    const fn new(
        name: &'static str,
        values: RangeInclusive<u8>,
        names: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            values,
            names,
        }
    }

    fn parse(&self, text: &str) -> Result<Field, String> {
        self.field(text).map_err(|why| {
            format!(
                "the {} `{}` is not allowed: {why}; allowed are `*`, `*/n`, and lists of {}, \
                 `a-b` and `a-b/n`",
                self.name,
                text.escape_debug(),
                self.allowed()
            )
        })
    }

    fn field(&self, text: &str) -> Result<Field, String> {
        if text.contains('*') && text.contains(',') {
            return Err("`*` stands in no list".to_owned());
        }
        let mut items = Vec::new();
        let mut values = BTreeSet::new();
        for item in text.split(',') {
            let (cron, range, step) = self.item(item)?;
            items.push(cron);
            values.extend(range.step_by(step));
        }
        Ok(Field {
            cron: items.join(","),
            is_full: values.len() == self.values.clone().count(),
            values,
        })
    }

    /// An item of a list in numbers, and the values that it stands for.
    fn item(&self, text: &str) -> Result<(String, RangeInclusive<u8>, usize), String> {
        let Some((range, step)) = text.split_once('/') else {
            let (cron, values) = self.range(text)?;
            return Ok((cron, values, 1));
        };
        let (cron, values) = self.range(range)?;
        // Some crons take every value where the step is longer than the range.
        let longest = values.end() - values.start();
        if longest == 0 {
            return Err("a step follows `*` or a range of several values".to_owned());
        }
        match number(step) {
            Some(step) if (1..=longest).contains(&step) => {
                Ok((format!("{cron}/{step}"), values, step.into()))
            }
            _ => Err(format!(
                "the step of `{}` is a number from 1 to {longest}",
                range.escape_debug()
            )),
        }
    }

    fn range(&self, text: &str) -> Result<(String, RangeInclusive<u8>), String> {
        if text == "*" {
            return Ok((text.to_owned(), self.values.clone()));
        }
        let Some((first, last)) = text.split_once('-') else {
            let value = self.value(text)?;
            return Ok((value.to_string(), value..=value));
        };
        let (first, last) = (self.value(first)?, self.value(last)?);
        if first > last {
            return Err(format!("the range `{text}` does not ascend"));
        }
        Ok((format!("{first}-{last}"), first..=last))
    }

    fn value(&self, text: &str) -> Result<u8, String> {
        let mut named = self.values.clone().zip(self.names);
        let value = match named.find(|(_, name)| name.eq_ignore_ascii_case(text)) {
            Some((value, _)) => Some(value),
            None => number(text).filter(|value| self.values.contains(value)),
        };
        value.ok_or_else(|| match text {
            "" => "a value is missing".to_owned(),
            text => format!("`{}` is no {}", text.escape_debug(), self.name),
        })
    }

    /// The values in short, such as `0-7 or Sun-Sat`.
    fn allowed(&self) -> String {
        let (first, last) = (self.values.start(), self.values.end());
        match self.names {
            [from, .., to] => format!("{first}-{last} or {from}-{to}"),
            _ => format!("{first}-{last}"),
        }
    }
}

/// What the word `word` stands for.
fn fields_of(word: &str) -> Result<&'static str, String> {
    match WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, fields)) => Ok(fields),
        None if word == "@reboot" => Err(format!(
            "`@reboot` names no time, and a process without a schedule starts with the system; \
             allowed are {} and five fields",
            words()
        )),
        None => Err(format!(
            "`{}` is not a schedule; allowed are {} and five fields",
            word.escape_debug(),
            words()
        )),
    }
}

fn words() -> String {
    WORDS.map(|(word, _)| word).join(", ")
}

/// A number of digits alone, without the sign that Rust's own parser takes.
fn number(text: &str) -> Option<u8> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}
