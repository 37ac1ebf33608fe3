//! What an address asks of a list and the list cannot do: it is left out of the filter and told, with what is shown
//! instead. An empty list would say that there is nothing, and silence that everything was understood.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

/// The parts of an address that a filter leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// As they stand in the address: `gemeente=nergens`.
    pub unknown: Vec<String>,
    /// Names that stand in it more than once.
    pub repeated: Vec<String>,
}

impl LeftOut {
    /// Gives every part of an address to `set`, which says whether it understands it; of several with one name, only the
    /// first that it understands. Empty parts ask nothing.
    pub fn read(query: &ParamsMap, mut set: impl FnMut(&str, &str) -> bool) -> Self {
        let mut left_out = Self::default();
        let mut read: Vec<&str> = Vec::new();
        for (name, value) in query.into_iter() {
            let (name, value) = (name.as_ref(), value.trim());
            if value.is_empty() {
                continue;
            }
            if read.contains(&name) {
                if !left_out.repeated.iter().any(|other| other == name) {
                    left_out.repeated.push(name.to_owned());
                }
            } else if set(name, value) {
                read.push(name);
            } else {
                left_out.unknown.push(format!("{name}={value}"));
            }
        }
        left_out
    }

    fn told(&self) -> Vec<String> {
        let unknown = match self.unknown.as_slice() {
            [] => None,
            [one] => Some(format!("Dit deel van het adres kennen wij niet: {one}. U ziet de lijst zonder dat deel.")),
            many => Some(format!(
                "Deze delen van het adres kennen wij niet: {}. U ziet de lijst zonder die delen.",
                many.join(", ")
            )),
        };
        let repeated = (!self.repeated.is_empty()).then(|| {
            format!(
                "Dit staat meer dan één keer in het adres: {}. Alleen de eerste keer telt.",
                self.repeated.join(", ")
            )
        });
        unknown.into_iter().chain(repeated).collect()
    }
}

/// The number of a page in an address.
pub fn page_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|page| *page > 0)
}

/// Says what was left out of a filter.
#[component]
pub fn LeftOutNotice(
    left_out: LeftOut,
    /// The page that was asked for, and the one that is shown.
    pages: (u64, u64),
    /// Where everything is shown, and what that is called.
    everything: (&'static str, &'static str),
) -> impl IntoView {
    let (asked, shown) = pages;
    let mut lines = left_out.told();
    if !lines.is_empty() {
        #[cfg(feature = "ssr")]
        super::set_status(400);
    }
    // No mistake of who asks: a list may have become shorter since.
    if asked > shown {
        lines.push(format!("Pagina {asked} is er niet. U ziet de laatste: pagina {shown}."));
    }
    let (href, label) = everything;
    (!lines.is_empty()).then(|| {
        let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
        view! {
            <div class="utrecht-alert utrecht-alert--warning" role="alert">
                <div class="utrecht-alert__content">{lines} <p><a href=href>{label}</a></p></div>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Vec<String>, LeftOut) {
        let query: ParamsMap = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut understood = Vec::new();
        let left_out = LeftOut::read(&query, |name, value| {
            let known = name == "status" && value != "klaar";
            if known {
                understood.push(format!("{name}={value}"));
            }
            known
        });
        (understood, left_out)
    }

    #[test]
    fn of_what_stands_twice_the_first_that_is_understood_counts() {
        let (understood, left_out) = read(&[("status", ""), ("status", "concept"), ("status", "vervallen")]);
        assert_eq!(understood, ["status=concept"]);
        assert_eq!((left_out.unknown, left_out.repeated), (vec![], vec!["status".to_owned()]));
        let (understood, left_out) = read(&[("status", "klaar"), ("status", "concept"), ("kleur", "rood")]);
        assert_eq!(understood, ["status=concept"]);
        assert_eq!(left_out.unknown, ["status=klaar", "kleur=rood"]);
        assert_eq!(left_out.repeated, Vec::<String>::new());
    }

    #[test]
    fn what_is_left_out_is_told_with_what_is_shown() {
        let (_, left_out) = read(&[("status", "klaar")]);
        assert_eq!(
            left_out.told(),
            ["Dit deel van het adres kennen wij niet: status=klaar. U ziet de lijst zonder dat deel."]
        );
        assert_eq!(LeftOut::default().told(), Vec::<String>::new());
    }

    #[test]
    fn a_page_has_a_number_from_one() {
        assert_eq!(["1", "99999", "0", "-1", "een"].map(page_number), [Some(1), Some(99_999), None, None, None]);
    }
}
