//! Saving a list as a view, and changing one.

use domain::ViewId;
use domain::authz::Action;
use domain::tickets::list::Sort;
use domain::views::wire::{Column, CreateViewRequest, SavedView, UpdateViewRequest};
use leptos::prelude::*;

use super::columns::Columns;
use super::use_views;
use crate::address::use_address;
use crate::api::use_api;
use crate::choices;
use crate::form::{DialogForm, FormAlert, FormProblems};
use crate::i18n::t;
use crate::paths;
use crate::reactive::{RwSignal, derived, memo};
use crate::session::use_session;
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{Check, Dialog, Select, Show, TextArea, TextInput};

/// What the dialog begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    id: Option<ViewId>,
    name: String,
    query: String,
    columns: Vec<Column>,
    sort: Sort,
    shared: bool,
}

impl Draft {
    /// A new view of a query.
    pub(crate) fn new(query: String, sort: Sort) -> Self {
        Self { query, sort, ..Self::default() }
    }

    /// Changing a view.
    pub(crate) fn of(view: SavedView) -> Self {
        let SavedView { id, name, query, columns, sort, shared, .. } = view;
        Self { id: Some(id), name, query, columns, sort, shared }
    }
}

/// The dialog.
#[component]
pub(crate) fn ViewDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it begins with.
    draft: RwSignal<Draft>,
) -> impl IntoView {
    let title = move || if draft.with(|draft| draft.id.is_some()) { t::view_edit() } else { t::view_new() };
    view! {
        <Dialog open=open title=title close_label=t::common_close>
            <Form open=open draft=draft.get_untracked() />
        </Dialog>
    }
}

#[component]
fn Form(open: RwSignal<bool>, draft: Draft) -> impl IntoView {
    let (saved, session, reporter, address) = (use_views(), use_session(), use_reporter(), use_address());
    let Draft { id, name, query, columns, sort, shared } = draft;
    let (name, query) = (RwSignal::new(name), RwSignal::new(query));
    let sort = RwSignal::new(sort.as_str().to_owned());
    let columns = RwSignal::new(columns);
    let shared = RwSignal::new(shared);
    let can_share = memo(move || session.can(Action::ChangeView { shared: true }));
    let errors = FormProblems::new();
    let task = Task::new();
    let save = move |request: CreateViewRequest| {
        task.run(async move {
            let answer = match id {
                None => use_api().create_view(&request).await,
                Some(id) => use_api().update_view(id, &changes(request)).await,
            };
            match answer {
                Ok(view) => {
                    open.set(false);
                    reporter.done(untrack(t::common_saved));
                    saved.reload();
                    if id.is_none() {
                        address.go(&paths::saved_view(view.id));
                    }
                }
                Err(error) => errors.refused(&error, &[]),
            }
        });
    };
    let submit = move || {
        let request = CreateViewRequest {
            name: name.get_untracked(),
            query: query.get_untracked(),
            columns: columns.get_untracked(),
            sort: Sort::parse(&sort.get_untracked()),
            shared: shared.get_untracked(),
        };
        if let Some(request) = errors.check(request.parse()) {
            save(request);
        }
    };
    view! {
        <DialogForm open=open text=t::common_save busy=task.pending() on_submit=submit>
            <FormAlert errors=errors />
            <TextInput
                label=t::view_name
                value=name
                error=errors.of("/name")
                required=true
                autofocus=true
            />
            <TextArea
                label=t::view_query
                value=query
                hint=t::view_query_hint
                error=errors.of("/query")
                rows=2
            />
            <Select label=t::filter_sort value=sort choices=derived(choices::sorts) />
            <Columns chosen=columns />
            <Show when=move || can_share.get()>
                <Check label=t::view_shared checked=shared on_change=move |now| shared.set(now) />
            </Show>
        </DialogForm>
    }
}

fn changes(request: CreateViewRequest) -> UpdateViewRequest {
    let CreateViewRequest { name, query, columns, sort, shared } = request;
    UpdateViewRequest {
        name: Some(name),
        query: Some(query),
        columns: Some(columns),
        sort,
        shared: Some(shared),
        pinned: None,
    }
}
