//! Naming things in a form by words, where there are too many to list: what somebody types is looked for, and means what it
//! finds when that is one.

use std::collections::BTreeSet;

use domain::Problem;
use uuid::Uuid;

/// Nobody names more at once.
pub const TERMS_MAX: usize = 20;
/// Of more than these, nobody reads the list.
const NAMED_MAX: usize = 5;

/// The words of each thing that is looked for: commas, semicolons and lines come between them.
pub fn terms(search: &str) -> Vec<Vec<String>> {
    let words = |term: &str| term.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    search.split([',', ';', '\n']).map(words).filter(|words| !words.is_empty()).collect()
}

/// What can be named by words.
pub trait Choosable: Clone {
    fn id(&self) -> Uuid;
    fn label(&self) -> String;
    /// All words are in it somewhere.
    fn has(&self, words: &[String]) -> bool;
    /// The words say what only it is called, such as its number.
    fn is_called(&self, words: &[String]) -> bool;
}

/// Those that a term names: what is called so when there is any, else all that have its words.
pub fn matching<'f, T: Choosable>(found: &'f [T], words: &[String]) -> Vec<&'f T> {
    let all: Vec<&T> = found.iter().filter(|one| one.has(words)).collect();
    let called: Vec<&T> = all.iter().copied().filter(|one| one.is_called(words)).collect();
    if called.is_empty() { all } else { called }
}

/// How a form speaks of what it lets people choose.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    pub one: &'static str,
    pub many: &'static str,
    /// By what it is found.
    pub by: &'static str,
    /// The fields of the form.
    pub ticks: &'static str,
    pub search: &'static str,
    /// The form comes back with what was found, to be ticked.
    pub offers: bool,
}

impl Wording {
    pub fn nothing_found(&self, words: &[String]) -> Problem {
        let term = words.join(" ");
        Problem::new(self.search, format!("Voor ‘{term}’ is geen {} gevonden. Zoek op {}.", self.one, self.by))
    }

    pub fn too_many_terms(&self) -> Problem {
        Problem::new(self.search, format!("Zoek ten hoogste {TERMS_MAX} dingen tegelijk."))
    }

    pub fn no_terms(&self) -> Problem {
        let message = format!("Vul in wat u zoekt, ten hoogste {TERMS_MAX} dingen tegelijk.");
        Problem::new(self.search, message)
    }

    pub fn unknown_tick(&self) -> Problem {
        Problem::new(self.ticks, format!("Een van de gekozen {} bestaat niet. Kies opnieuw.", self.many))
    }

    fn several<T: Choosable>(&self, words: &[String], found: &[&T]) -> Problem {
        let (term, many) = (words.join(" "), self.many);
        if self.offers {
            let message = format!(
                "‘{term}’ past bij {} {many}. Vink aan welke u bedoelt, of haal het weg bij ‘Zoek een {}’.",
                found.len(),
                self.one
            );
            return Problem::new(self.ticks, message);
        }
        let labels: Vec<String> = found.iter().take(NAMED_MAX).map(|one| one.label()).collect();
        let more = if found.len() > NAMED_MAX { " en andere" } else { "" };
        let message =
            format!("‘{term}’ past bij meer {many}: {}{more}. Vul meer woorden in, of {}.", labels.join("; "), self.by);
        Problem::new(self.search, message)
    }
}

/// What is ticked, and what the terms name without doubt; `problems` grows by those that name nothing or several things.
pub fn resolved<T: Choosable>(
    ticked: Vec<T>,
    found: &[T],
    terms: &[Vec<String>],
    wording: &Wording,
    problems: &mut Vec<Problem>,
) -> Vec<T> {
    let known: BTreeSet<Uuid> = ticked.iter().map(Choosable::id).collect();
    let mut named = ticked;
    for words in terms {
        match matching(found, words).as_slice() {
            [] => problems.push(wording.nothing_found(words)),
            // One of them was ticked: that is the answer.
            some if some.iter().any(|one| known.contains(&one.id())) => {}
            [only] => {
                if named.iter().all(|other| other.id() != only.id()) {
                    named.push((*only).clone());
                }
            }
            several => problems.push(wording.several(words, several)),
        }
    }
    named
}

/// What is ticked, then what the terms find, of each at most so many; and whether there is more.
pub fn offered<T: Choosable>(ticked: Vec<T>, found: &[T], terms: &[Vec<String>], at_most: usize) -> (Vec<T>, bool) {
    let (mut shown, mut more) = (ticked, false);
    for words in terms {
        let matches = matching(found, words);
        more |= matches.len() > at_most;
        for one in matches.into_iter().take(at_most) {
            if shown.iter().all(|other| other.id() != one.id()) {
                shown.push(one.clone());
            }
        }
    }
    (shown, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Thing(u128, &'static str);

    impl Choosable for Thing {
        fn id(&self) -> Uuid {
            Uuid::from_u128(self.0)
        }

        fn label(&self) -> String {
            self.1.to_owned()
        }

        fn has(&self, words: &[String]) -> bool {
            words.iter().all(|word| self.1.contains(word.as_str()))
        }

        fn is_called(&self, words: &[String]) -> bool {
            words.join(" ") == self.1
        }
    }

    const THINGS: [Thing; 3] = [Thing(1, "hof"), Thing(2, "hof aan zee"), Thing(3, "toren")];
    const WORDING: Wording =
        Wording { one: "ding", many: "dingen", by: "woorden", ticks: "things", search: "search", offers: false };

    fn named(ticked: &[Thing], search: &str) -> (Vec<u128>, Vec<String>) {
        let mut problems = Vec::new();
        let named = resolved(ticked.to_vec(), &THINGS, &terms(search), &WORDING, &mut problems);
        (named.iter().map(|thing| thing.0).collect(), problems.into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn what_is_looked_for_is_read_in_words() {
        assert_eq!(terms("Enschede L-01, hof;\r\n ,"), [vec!["enschede", "l-01"], vec!["hof"]]);
        assert_eq!(terms("  "), Vec::<Vec<String>>::new());
    }

    #[test]
    fn what_is_called_so_goes_before_what_only_has_the_word() {
        assert_eq!(named(&[], "hof, toren"), (vec![1, 3], vec![]));
        assert_eq!(named(&[], "zee; hof aan zee"), (vec![2], vec![]));
        assert_eq!(named(&THINGS[2..], "toren"), (vec![3], vec![]));
    }

    #[test]
    fn doubt_is_told_and_a_tick_ends_it() {
        let (chosen, told) = named(&[], "ho");
        assert_eq!(chosen, Vec::<u128>::new());
        assert_eq!(told, ["‘ho’ past bij meer dingen: hof; hof aan zee. Vul meer woorden in, of woorden."]);
        assert_eq!(named(&THINGS[1..2], "ho"), (vec![2], vec![]));
        assert_eq!(named(&[], "kasteel").1, ["Voor ‘kasteel’ is geen ding gevonden. Zoek op woorden."]);
    }

    #[test]
    fn what_is_ticked_stands_before_what_is_found() {
        let (shown, more) = offered(THINGS[2..].to_vec(), &THINGS, &terms("ho"), 1);
        assert_eq!((shown.iter().map(|thing| thing.0).collect::<Vec<_>>(), more), (vec![3, 1], true));
    }
}
