//! Going through a list page by page.

use leptos::prelude::*;

/// Links to the pages of a list; nothing when there is one. `to` gives the address of a page.
#[component]
pub fn Pagination(
    page: u64,
    pages: u64,
    to: impl Fn(u64) -> String,
    /// Told apart from another on the same page.
    #[prop(default = "Pagina's")]
    label: &'static str,
) -> impl IntoView {
    let previous = (page > 1).then(|| {
        view! { <a class="utrecht-pagination__relative-link" href=to(page - 1) rel="prev">"Vorige"</a> }
    });
    let next = (page < pages).then(|| {
        view! { <a class="utrecht-pagination__relative-link" href=to(page + 1) rel="next">"Volgende"</a> }
    });
    let numbers = shown_pages(page, pages)
        .into_iter()
        .map(|number| match number {
            None => view! { <span class="wza-pagination__gap">"…"</span> }.into_any(),
            Some(number) => {
                let current = number == page;
                let class = if current {
                    "utrecht-pagination__page-link utrecht-pagination__page-link--current"
                } else {
                    "utrecht-pagination__page-link"
                };
                view! {
                    <a
                        class=class
                        href=to(number)
                        aria-current=current.then_some("page")
                        aria-label=format!("Pagina {number}")
                    >
                        {number}
                    </a>
                }
                .into_any()
            }
        })
        .collect_view();
    (pages > 1).then(|| {
        view! {
            <nav class="utrecht-pagination wza-pagination" aria-label=label>
                {previous} <span class="wza-pagination__pages">{numbers}</span> {next}
            </nav>
        }
    })
}

/// The first, the last and those around the current page; `None` is a gap.
fn shown_pages(page: u64, pages: u64) -> Vec<Option<u64>> {
    let mut shown = Vec::new();
    for number in (1..=pages).filter(|number| *number == 1 || *number == pages || number.abs_diff(page) <= 1) {
        // Dots take the place of at least two pages.
        match shown.last().copied().flatten() {
            Some(last) if number == last + 2 => shown.push(Some(last + 1)),
            Some(last) if number > last + 2 => shown.push(None),
            _ => {}
        }
        shown.push(Some(number));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_pages;

    #[test]
    fn far_pages_are_left_out() {
        assert_eq!(shown_pages(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(shown_pages(1, 4), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(shown_pages(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
    }
}
