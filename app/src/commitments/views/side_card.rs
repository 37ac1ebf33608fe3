//! What stands beside a commitment and has a page of its own.

use leptos::prelude::*;

use super::super::data::SideCard as Data;

#[component]
pub fn SideCard(card: Data) -> impl IntoView {
    let Data { anchor, title, nothing, lines, href, link } = card;
    let nothing = lines.is_empty().then(|| view! { <p class="wza-muted">{nothing}</p> });
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|line| {
            let text = match line.href {
                Some(href) => view! { <a href=href rel="external">{line.text}</a> }.into_any(),
                None => line.text.into_any(),
            };
            view! { <li>{text} <p class="wza-muted">{line.below}</p></li> }.into_any()
        })
        .collect();
    let heading = anchor.clone();
    view! {
        <section class="wza-card" aria-labelledby=heading>
            <h2 id=anchor>{title}</h2>
            {nothing}
            <ul class="wza-steps">{lines}</ul>
            <p><a href=href rel="external">{link}</a></p>
        </section>
    }
}
