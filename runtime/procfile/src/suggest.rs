//! “Did you mean …?”: the nearest of the names that exist.

/// Names longer than this are not compared. The time taken grows with the
/// product of the lengths, and a text made for it must not cost minutes.
const MAX_COMPARED: usize = 32;

/// Candidates beyond this many are not compared, for the same reason.
const MAX_CANDIDATES: usize = 1_000;

/// How many letters of a name are a slip of the hand, rather than another word.
const SLIP: usize = 2;

/// The candidate that `given` was most likely meant to be, if one is near
/// enough: first the one with a slip in it, then the one with which it shares all
/// words of the shorter, at the beginning or the end, then the one of which at
/// most a third of the letters differ, and never all of them. Case does not
/// count. Of equally near candidates, the first.
///
/// ```
/// use portcullis_procfile::nearest;
///
/// assert_eq!(nearest("wbe", ["web", "worker"]), Some("web"));
/// assert_eq!(nearest("restart_policy", ["restart_delay", "restart"]), Some("restart"));
/// assert_eq!(nearest("clock", ["web", "worker"]), None);
/// ```
pub fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = letters(given)?;
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter_map(|candidate| Some((rank(&given, &letters(candidate)?)?, candidate)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// How likely the one is meant by the other, the least first.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Rank {
    Slip(usize),
    MoreWords(usize),
    Far(usize),
}

fn rank(given: &[char], candidate: &[char]) -> Option<Rank> {
    let distance = distance_within(given, candidate);
    match (distance, more_words(given, candidate)) {
        (Some(distance), _) if distance <= SLIP => Some(Rank::Slip(distance)),
        (_, Some(count)) => Some(Rank::MoreWords(count)),
        (distance, None) => distance.map(Rank::Far),
    }
}

/// By how many words the one is longer, if the other is its beginning or its end.
fn more_words(given: &[char], candidate: &[char]) -> Option<usize> {
    let [given, candidate] = [given, candidate].map(words);
    let (short, long) = if given.len() < candidate.len() {
        (given, candidate)
    } else {
        (candidate, given)
    };
    let is_part = long.starts_with(&short) || long.ends_with(&short);
    (is_part && !short.is_empty()).then(|| long.len() - short.len())
}

fn words(name: &[char]) -> Vec<&[char]> {
    let words = name.split(|c| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect()
}

/// The letters to compare, or nothing if there are too many.
fn letters(name: &str) -> Option<Vec<char>> {
    let letters: Vec<char> = name
        .chars()
        .take(MAX_COMPARED + 1)
        .flat_map(char::to_lowercase)
        .collect();
    (letters.len() <= MAX_COMPARED).then_some(letters)
}

/// The distance, if it is small enough for the one to be a slip for the other.
fn distance_within(given: &[char], candidate: &[char]) -> Option<usize> {
    let longer = given.len().max(candidate.len());
    let distance = distance(given, candidate);
    (distance <= (longer / 3).max(1) && distance < longer).then_some(distance)
}

/// The optimal string alignment distance: insertions, deletions, replacements
/// and swaps of neighbours, which are the commonest slip of all.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_recognised() {
        let names = ["web", "worker", "clock-daily", "db"];
        for (given, meant) in [
            ("wbe", "web"),
            ("we", "web"),
            ("webb", "web"),
            ("Web", "web"),
            ("workers", "worker"),
            ("woker", "worker"),
            ("clock_daily", "clock-daily"),
        ] {
            assert_eq!(nearest(given, names), Some(meant), "{given}");
        }
    }

    #[test]
    fn another_word_is_not_taken_for_a_slip() {
        for given in ["", "x", "redis", "scheduler", "xyz"] {
            assert_eq!(nearest(given, ["web", "worker", "b"]), None, "{given}");
        }
        assert_eq!(nearest("web", []), None);
    }

    #[test]
    fn the_nearest_wins_and_of_equals_the_first() {
        assert_eq!(nearest("web1", ["web22", "web2", "web3"]), Some("web2"));
    }

    #[test]
    fn a_word_more_is_nearer_than_many_other_letters() {
        let names = [
            "restart_delay",
            "restart",
            "limit_open_files",
            "limit_memory",
        ];
        for (given, meant) in [
            ("restart_policy", "restart"),
            ("Restart-Mode", "restart"),
            ("restart_dealy", "restart_delay"),
            ("restart_delays", "restart_delay"),
            ("restart_delay_seconds", "restart_delay"),
            ("memory", "limit_memory"),
            ("open_files", "limit_open_files"),
            ("limit", "limit_memory"),
        ] {
            assert_eq!(nearest(given, names), Some(meant), "{given}");
        }
        for given in ["policy_restart_always", "policy", "_", "files_open"] {
            assert_eq!(nearest(given, names), None, "{given}");
        }
    }

    #[test]
    fn names_of_absurd_length_are_not_compared() {
        let long = "a".repeat(1_000_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
    }
}
