//! How lists look: what their rows show, and how they are grouped.

use domain::tickets::groups::GroupBy;
use leptos::prelude::*;

use super::layout::Looks;
use super::query::Asked;
use crate::i18n::t;
use crate::reactive::{Memo, RwSignal, derived, memo};
use crate::ui::{Check, Choice, Dialog, Select, Show};
use crate::views::Columns;

/// The dialog; what is chosen shows at once.
#[component]
pub(super) fn LookDialog(open: RwSignal<bool>, asked: Memo<Asked>, looks: Looks) -> impl IntoView {
    let is_saved = memo(move || asked.with(|asked| asked.saved.is_some()));
    let groups = || {
        let none = Choice::new("", t::group_none());
        let name = |by: GroupBy| match by {
            GroupBy::Status => t::field_status(),
            GroupBy::Priority => t::field_priority(),
            GroupBy::Assignee => t::field_assignee(),
        };
        let mut all = vec![none];
        all.extend(GroupBy::ALL.map(|by| Choice::new(by.as_str(), name(by))));
        all
    };
    view! {
        <Dialog open=open title=t::look_title close_label=t::common_close>
            <div class="dialog-body">
                <Select label=t::group_by value=looks.group choices=derived(groups) />
                <Check
                    label=t::list_compact
                    checked=looks.compact
                    on_change=move |is_on| looks.compact.set(is_on)
                />
                <Show
                    when=move || !is_saved.get()
                >
                    <Columns chosen=looks.columns />
                </Show>
                <Show when=move || is_saved.get()>
                    <p class="muted small">{t::look_of_view}</p>
                </Show>
            </div>
        </Dialog>
    }
}
