//! A fresh invitation, shown once.

use leptos::prelude::*;

use crate::clipboard;
use crate::i18n::t;
use crate::reactive::{RwSignal, derived};
use crate::shell::use_reporter;
use crate::task::spawn;
use crate::ui::{Button, ButtonKind, Dialog, Symbol, dynamic, find, next_id};

/// Whom an invitation is for, and its link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Invitation {
    pub(super) full_name: String,
    pub(super) url: String,
}

/// The dialog with the link and a button that copies it.
#[component]
pub(super) fn InviteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The invitation.
    invitation: RwSignal<Invitation>,
) -> impl IntoView {
    let title = move || t::employee_invitation(invitation.with(|invitation| invitation.full_name.clone()));
    view! {
        <Dialog open=open title=title close_label=t::common_close>
            <Link open=open url=invitation.with_untracked(|invitation| invitation.url.clone()) />
        </Dialog>
    }
}

#[component]
fn Link(open: RwSignal<bool>, url: String) -> impl IntoView {
    let reporter = use_reporter();
    let id = next_id("link");
    let copied = RwSignal::new(false);
    let copy = {
        let (url, id) = (url.clone(), id.clone());
        move || {
            let url = url.clone();
            if let Some(input) = find::<web_sys::HtmlInputElement>(&id) {
                input.select();
            }
            spawn(async move {
                if clipboard::copy(&url).await {
                    copied.set(true);
                } else {
                    reporter.info(untrack(t::employee_copy_by_hand));
                }
            });
        }
    };
    view! {
        <div class="dialog-body">
            <p>{t::employee_invitation_text}</p>
            <div class="invite-link">
                <input
                    class="input"
                    prop:id=id
                    prop:readOnly=true
                    prop:ariaLabel=t::employee_invitation_link
                    prop:value=url
                    on:focus:target=move |event| event.target().select()
                />
                <Button
                    kind=ButtonKind::Primary
                    icon=derived(move || if copied.get() { Symbol::Check } else { Symbol::Copy })
                    on_press=copy
                >
                    {dynamic(move || if copied.get() { t::common_copied() } else { t::employee_copy() })}
                </Button>
            </div>
            <p class="spoken" prop:role="status">
                {dynamic(move || copied.get().then(t::common_copied))}
            </p>
        </div>
        <div class="dialog-foot">
            <Button on_press=move || open.set(false)>{t::common_close}</Button>
        </div>
    }
}
