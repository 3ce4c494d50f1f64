//! What a schedule is for cron and for systemd, and what is no schedule.

use super::{Schedule, WORDS};

#[track_caller]
fn schedule(text: &str) -> Schedule {
    Schedule::parse(text).unwrap_or_else(|error| panic!("{text:?} is refused: {error}"))
}

#[test]
fn a_schedule_becomes_calendar_events() {
    for (text, events) in [
        ("* * * * *", &["*-*-* *:*:00"][..]),
        ("*/1 0-23 1-31/1 * *", &["*-*-* *:*:00"]),
        ("0 3 * * *", &["*-*-* 03:00:00"]),
        ("00\t 003  * \t* *", &["*-*-* 03:00:00"]),
        ("*/15 * * * *", &["*-*-* *:00,15,30,45:00"]),
        (
            "5,1-3,40-59/10,2 8-18/5 * * *",
            &["*-*-* 08,13,18:01,02,03,05,40,50:00"],
        ),
        ("0 0 31 * *", &["*-*-31 00:00:00"]),
        ("0 0 1 jan,6-8,DEC *", &["*-01,06,07,08,12-01 00:00:00"]),
        ("0 0 * Mar-May/2 *", &["*-03,05-* 00:00:00"]),
        ("0 0 * * 0", &["Sun *-*-* 00:00:00"]),
        ("0 0 * * 7", &["Sun *-*-* 00:00:00"]),
        ("0 0 * * sun,0,7", &["Sun *-*-* 00:00:00"]),
        ("0 0 * * 5-7", &["Fri,Sat,Sun *-*-* 00:00:00"]),
        ("0 0 * * sun-tue", &["Mon,Tue,Sun *-*-* 00:00:00"]),
        ("0 0 * * mon-fri/2", &["Mon,Wed,Fri *-*-* 00:00:00"]),
        ("0 0 * * 0-6", &["*-*-* 00:00:00"]),
        ("0 0 * * 1-7", &["*-*-* 00:00:00"]),
        ("0 0 * * */7", &["Sun *-*-* 00:00:00"]),
    ] {
        assert_eq!(schedule(text).calendar(), events, "{text:?}");
    }
}

#[test]
fn either_day_is_enough_unless_one_of_them_begins_with_a_star() {
    for (text, events) in [
        (
            "30 4 1,15 * 5",
            &["*-*-01,15 04:30:00", "Fri *-*-* 04:30:00"][..],
        ),
        ("0 0 1-31 * 5", &["*-*-* 00:00:00", "Fri *-*-* 00:00:00"]),
        ("0 0 1 2 0-7", &["*-02-01 00:00:00", "*-02-* 00:00:00"]),
        ("0 0 */10 * mon", &["Mon *-*-01,11,21,31 00:00:00"]),
        ("0 0 13 * */5", &["Fri,Sun *-*-13 00:00:00"]),
        ("0 0 */1 * fri", &["Fri *-*-* 00:00:00"]),
        ("0 0 1-7 * *", &["*-*-01,02,03,04,05,06,07 00:00:00"]),
    ] {
        assert_eq!(schedule(text).calendar(), events, "{text:?}");
    }
}

#[test]
fn a_word_stands_for_fields() {
    for (word, cron, event) in [
        ("@hourly", "0 * * * *", "*-*-* *:00:00"),
        ("@daily", "0 0 * * *", "*-*-* 00:00:00"),
        ("@midnight", "0 0 * * *", "*-*-* 00:00:00"),
        ("@weekly", "0 0 * * 0", "Sun *-*-* 00:00:00"),
        ("@monthly", "0 0 1 * *", "*-*-01 00:00:00"),
        ("@yearly", "0 0 1 1 *", "*-01-01 00:00:00"),
        (" @annually\t", "0 0 1 1 *", "*-01-01 00:00:00"),
    ] {
        assert_eq!(schedule(word).cron(), cron);
        assert_eq!(schedule(word).calendar(), [event]);
    }
}

#[test]
fn a_crontab_has_numbers_and_single_blanks() {
    for (text, cron) in [
        ("*/05 00\t1-07/2  Jan *", "*/5 0 1-7/2 1 *"),
        (
            " 7 * */2 jan-mar,12 sun,Mon-FRI,7 ",
            "7 * */2 1-3,12 0,1-5,7",
        ),
    ] {
        assert_eq!(schedule(text).cron(), cron, "{text:?}");
        assert_eq!(schedule(cron), schedule(text));
    }
}

#[test]
fn a_time_that_is_not_allowed_is_refused_by_name() {
    for (text, start) in [
        (
            "60 * * * *",
            "the minute `60` is not allowed: `60` is no minute",
        ),
        ("256 * * * *", "the minute `256` "),
        ("-1 * * * *", "the minute `-1` is not allowed: a value is m"),
        ("+1 * * * *", "the minute `+1` "),
        ("1.5 * * * *", "the minute `1.5` "),
        ("0x1 * * * *", "the minute `0x1` "),
        ("jan * * * *", "the minute `jan` "),
        ("٣ * * * *", "the minute `٣` "),
        ("~ * * * *", "the minute `~` "),
        ("* 24 * * *", "the hour `24` "),
        ("* 5-4 * * *", "the hour `5-4` is not allowed: the range "),
        ("* 1-2-3 * * *", "the hour `1-2-3` "),
        ("* 20-24 * * *", "the hour `20-24` "),
    ] {
        refused(text, start);
    }
}

#[test]
fn a_day_or_month_that_is_not_allowed_is_refused_by_name() {
    for (text, start) in [
        ("* * 0 * *", "the day of month `0` "),
        ("* * 32 * *", "the day of month `32` "),
        ("* * L * *", "the day of month `L` "),
        ("* * ? * *", "the day of month `?` "),
        ("* * * 0 *", "the month `0` "),
        ("* * * 13 *", "the month `13` "),
        ("* * * january *", "the month `january` "),
        ("* * * mon *", "the month `mon` "),
        ("* * * nov-feb *", "the month `nov-feb` "),
        ("* * * * 8", "the day of week `8` "),
        ("* * * * fri-sun", "the day of week `fri-sun` "),
        ("* * * * 5#2", "the day of week `5#2` "),
    ] {
        refused(text, start);
    }
}

#[test]
fn no_character_is_left_out() {
    for (text, start) in [
        ("* * * * 1\n", "the day of week `1\\n` "),
        ("* * * * *\n* * * * *", "a schedule has 5 fields "),
        ("* * *\u{a0} * *", "the day of month `*\\u{a0}` "),
        ("0\0 * * * *", "the minute `0\\0` "),
    ] {
        refused(text, start);
    }
}

#[test]
fn an_empty_item_or_a_star_in_a_list_is_refused() {
    for text in [",", "1,", ",1", "1,,2", "1-", "-", "**", "*5", "*-5", "5-*"] {
        refused(&format!("{text} * * * *"), &format!("the minute `{text}` "));
    }
    for text in ["*,5", "5,*", "*/10,5", "5,*/10"] {
        let start = format!("the day of month `{text}` is not allowed: `*` stands in no list");
        refused(&format!("* * {text} * *"), &start);
    }
}

#[test]
fn a_step_is_refused_unless_it_is_within_a_range() {
    for text in ["1/2", "0/5", "5-5/1", "1,5/2"] {
        let start = format!("the hour `{text}` is not allowed: a step follows `*` or a range");
        refused(&format!("* {text} * * *"), &start);
    }
    for text in ["*/0", "*/24", "*/", "*/-1", "*/+2", "*/x", "*/2/2", "*/256"] {
        let start = format!("the hour `{text}` is not allowed: the step of `*` is a number from 1");
        refused(&format!("* {text} * * *"), &start);
    }
    refused("* 5-9/5 * * *", "the hour `5-9/5` is not allowed: the step");
    refused("* * * * */mon", "the day of week `*/mon` ");
}

#[test]
fn what_is_neither_fields_nor_a_word_is_refused() {
    for text in [
        "",
        " \t",
        "* * * *",
        "* * * * * *",
        "daily",
        "@daily @daily",
    ] {
        refused(text, "a schedule has 5 fields (minute, hour, ");
    }
    refused("@reboot", "`@reboot` names no time, ");
    for text in ["@", "@Daily", "@every_minute", "@daily\n", "\u{a0}@daily"] {
        assert!(Schedule::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_refusal_says_what_is_allowed() {
    let error = |text| Schedule::parse(text).expect_err("it is refused");
    assert_eq!(
        error("* 24 * * *"),
        "the hour `24` is not allowed: `24` is no hour; allowed are `*`, `*/n`, and lists of 0-23, \
         `a-b` and `a-b/n`"
    );
    assert_eq!(
        error("* * * * fri-sun"),
        "the day of week `fri-sun` is not allowed: the range `fri-sun` does not ascend; allowed \
         are `*`, `*/n`, and lists of 0-7 or Sun-Sat, `a-b` and `a-b/n`"
    );
    for (word, _) in WORDS {
        assert!(error("@reboot").contains(word) && error("*").contains(word));
    }
}

#[track_caller]
fn refused(text: &str, start: &str) {
    match Schedule::parse(text) {
        Ok(schedule) => panic!("{text:?} became {schedule:?}"),
        Err(error) => {
            assert!(error.starts_with(start), "{text:?}: {error}");
            assert!(!error.ends_with('.') && !error.contains(char::is_control));
        }
    }
}

/// The first and the last value of cron's fields.
const BOUNDS: [(u8, u8); 5] = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

/// The names in generated schedules, with their numbers.
const NAMES: [(&str, u8); 6] = [
    ("jan", 1),
    ("Jun", 6),
    ("DEC", 12),
    ("sun", 0),
    ("wEd", 3),
    ("Sat", 6),
];

/// A minute as the values of cron's fields, of which Sunday has only 0.
type Moment = [u8; 5];

/// Which values each of cron's fields has.
struct Matcher {
    tables: [Vec<bool>; 5],
    is_either_day_enough: bool,
}

#[test]
fn cron_and_systemd_agree_on_generated_schedules() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let days = days();
    let hits = (0..400).map(|_| hits_in_agreement(&random.schedule(), &days, &mut random));
    let hits: usize = hits.sum();
    assert!(hits > 50_000, "the sample has only {hits} hits");
}

/// Compares every minute of the first day with a hit and, on each day, the time
/// of that hit and two others. Gives the number of hits.
fn hits_in_agreement(text: &str, days: &[Moment], random: &mut Random) -> usize {
    let schedule = schedule(text);
    let cron = Matcher::of_cron(text);
    let rewritten = Matcher::of_cron(&schedule.cron());
    let events = schedule.calendar();
    let events: Vec<_> = events.iter().map(|e| Matcher::of_event(e)).collect();
    let is_hit = |moment: &Moment| {
        let expected = cron.has(*moment);
        let is_event = events.iter().any(|event| event.has(*moment));
        assert_eq!(is_event, expected, "{text:?} at {moment:?}");
        assert_eq!(rewritten.has(*moment), expected, "{text:?} at {moment:?}");
        expected
    };
    let (minute, hour) = (cron.first_of(0), cron.first_of(1));
    let mut hits = days.iter().map(|day| at(*day, hour, minute));
    let day = hits.find(|moment| cron.has(*moment)).unwrap_or(days[0]);
    let times = (0..24).flat_map(|hour| (0..60).map(move |minute| (hour, minute)));
    let all_day = times.map(|(hour, minute)| at(day, hour, minute));
    let sample = days.iter().flat_map(|day| {
        let times = [(hour, minute), random.time(), random.time()];
        times.map(|(hour, minute)| at(*day, hour, minute))
    });
    all_day.chain(sample).filter(is_hit).count()
}

/// The first minute of every day from 2023 to 2028.
fn days() -> Vec<Moment> {
    let mut days = Vec::new();
    // The first of January 2023 was a Sunday.
    let mut weekdays = (0..7).cycle();
    for year in 2023..=2028 {
        let february = if year % 4 == 0 { 29 } else { 28 };
        let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            let dates = (1..=length).zip(&mut weekdays);
            days.extend(dates.map(|(day, weekday)| [0, 0, day, month, weekday]));
        }
    }
    days
}

fn at([_, _, day, month, weekday]: Moment, hour: u8, minute: u8) -> Moment {
    [minute, hour, day, month, weekday]
}

impl Matcher {
    /// As cron's source has it.
    fn of_cron(text: &str) -> Self {
        let fields: Vec<_> = text.split_whitespace().collect();
        let mut tables = std::array::from_fn(|field| {
            let has = |value| in_cron(fields[field], value, BOUNDS[field]);
            (0..60).map(has).collect::<Vec<_>>()
        });
        tables[4][0] |= tables[4][7];
        Self {
            tables,
            is_either_day_enough: !fields[2].starts_with('*') && !fields[4].starts_with('*'),
        }
    }

    /// As `systemd.time(7)` says.
    fn of_event(event: &str) -> Self {
        let (weekdays, rest) = event.split_once("*-").expect("every year has it");
        let components: Vec<_> = rest.split(['-', ' ', ':']).collect();
        let [month, day, hour, minute, "00"] = components[..] else {
            panic!("{event:?} is no event");
        };
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        let weekdays = weekdays.strip_suffix(' ');
        let has = |name| weekdays.is_none_or(|days| days.split(',').any(|day| day == name));
        let [minute, hour, day, month] = [minute, hour, day, month].map(|component| {
            let has = |value: u8| component.split(',').any(|item| item.parse() == Ok(value));
            (0..60)
                .map(|value| component == "*" || has(value))
                .collect()
        });
        Self {
            tables: [minute, hour, day, month, names.map(has).to_vec()],
            is_either_day_enough: false,
        }
    }

    fn has(&self, moment: Moment) -> bool {
        let has = |field: usize| self.tables[field][usize::from(moment[field])];
        let is_day = match self.is_either_day_enough {
            true => has(2) || has(4),
            false => has(2) && has(4),
        };
        has(0) && has(1) && is_day && has(3)
    }

    fn first_of(&self, field: usize) -> u8 {
        let table = &self.tables[field];
        let mut values = (0..).zip(table).filter(|(_, has)| **has);
        values.next().expect("every field has a value").0
    }
}

/// Whether one of a field's items has the value.
fn in_cron(field: &str, value: u8, (first, last): (u8, u8)) -> bool {
    let number = |text: &str| match NAMES.iter().find(|(name, _)| *name == text) {
        Some((_, number)) => *number,
        None => text.parse().expect("it is a number"),
    };
    field.split(',').any(|item| {
        let (range, step) = item.split_once('/').unwrap_or((item, "1"));
        let (from, to) = match range.split_once('-') {
            Some((from, to)) => (number(from), number(to)),
            None if range == "*" => (first, last),
            None => (number(range), number(range)),
        };
        (from..=to).contains(&value) && (value - from).is_multiple_of(number(step))
    })
}

/// Numbers that are the same in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u8) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u8::try_from(self.0 % u64::from(end)).expect("it is less than a u8")
    }

    fn between(&mut self, first: u8, last: u8) -> u8 {
        first + self.below(last - first + 1)
    }

    fn time(&mut self) -> (u8, u8) {
        (self.below(24), self.below(60))
    }

    fn schedule(&mut self) -> String {
        let fields = [0, 1, 2, 3, 4].map(|field| {
            let (first, last) = BOUNDS[field];
            match self.below(8) {
                0 | 1 => "*".to_owned(),
                2 | 3 => format!("*/{}", self.between(1, last - first)),
                4 if field == 3 => NAMES[usize::from(self.below(3))].0.to_owned(),
                4 if field == 4 => NAMES[usize::from(self.between(3, 5))].0.to_owned(),
                5 if field == 3 => "jan-5/2,Jun-DEC".to_owned(),
                5 if field == 4 => "wEd-Sat,0".to_owned(),
                _ => self.list(first, last),
            }
        });
        fields.join(" \t")
    }

    fn list(&mut self, first: u8, last: u8) -> String {
        let count = self.between(1, 4);
        let items = (0..count).map(|_| {
            let from = self.between(first, last);
            let to = self.between(from, last);
            match self.below(3) {
                0 => from.to_string(),
                1 if from < to => format!("{from}-{to}/{}", self.between(1, to - from)),
                _ => format!("{from}-{to}"),
            }
        });
        items.collect::<Vec<_>>().join(",")
    }
}
