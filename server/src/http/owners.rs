//! What keeps the context of one request from another.
//!
//! Whoever renders a page makes its owner the one of the thread, and nobody takes it away when the thread goes on to somebody else.
//! A new owner takes that as its parent: it would look in the context of a page of another person, and when that page is done at
//! the same moment, the thread waits for itself forever.

use leptos::reactive::owner::Owner;

/// For a request: without a parent, and nobody's parent.
pub fn owner_of_request() -> Owner {
    let owner = Owner::new_root(None);
    owner.clone().unset();
    owner
}

/// Before others make an owner on this thread.
pub fn leave_page() {
    if let Some(owner) = Owner::current() {
        owner.unset();
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{provide_context, use_context};

    use super::*;

    #[test]
    fn a_request_sees_nothing_of_a_page_that_its_thread_rendered() {
        let page = Owner::new_root(None);
        page.with(|| provide_context("of somebody else".to_owned()));
        assert!(Owner::new().parent().is_some(), "what this is about");
        let owner = owner_of_request();
        assert!(owner.parent().is_none());
        assert_eq!(owner.with(use_context::<String>), None);
        assert!(Owner::new().parent().is_none(), "nor is it the parent of the next");

        let page = Owner::new_root(None);
        leave_page();
        assert!(Owner::new().parent().is_none());
        drop(page);
    }
}
