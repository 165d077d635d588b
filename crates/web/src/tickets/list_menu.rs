//! What can be done with a list as a whole: keep it as a view, choose tickets of it, take it away as a file.

use domain::authz::Action;
use domain::tickets::list::{ExportFormat, ExportQuery};
use domain::tickets::query::of_list;
use leptos::html;
use leptos::prelude::*;

use super::files::save;
use super::layout::Looks;
use super::look_dialog::LookDialog;
use super::query::{self, Asked};
use crate::api::export;
use crate::bulk::Selection;
use crate::directory::use_directory;
use crate::i18n::t;
use crate::reactive::{Memo, RwSignal, memo};
use crate::session::use_session;
use crate::shell::use_reporter;
use crate::task::Task;
use crate::ui::{Icon, MenuItem, Show, Symbol, dynamic, hide};
use crate::views::{Draft, ViewDialog};

/// The menu, and the dialogs that it opens.
#[component]
pub(super) fn ListMenu(asked: Memo<Asked>, selection: Selection, looks: Looks) -> impl IntoView {
    let (session, directory, reporter) = (use_session(), use_directory(), use_reporter());
    let menu = NodeRef::<html::Div>::new();
    let (saving, draft) = (RwSignal::new(false), RwSignal::new(Draft::default()));
    let looking = RwSignal::new(false);
    let task = Task::new();
    let hide = move || hide(menu);
    let may_edit = memo(move || {
        asked.with(|asked| {
            asked.saved.as_ref().is_some_and(|view| session.can(Action::ChangeView { shared: view.shared }))
        })
    });
    let begin = move |now: Option<Draft>| {
        hide();
        if let Some(now) = now {
            draft.set(now);
            saving.set(true);
        }
    };
    let new_draft = move || {
        let query = session.me.with_untracked(|me| {
            let own = me.as_ref()?.department_id;
            asked.with_untracked(|asked| of_list(&asked.query, own, &directory.names()))
        })?;
        let sort = asked.with_untracked(|asked| asked.query.sort).unwrap_or_default();
        Some(Draft::new(query, sort))
    };
    let take_away = move |format: ExportFormat| {
        hide();
        let query = query::here(asked.with_untracked(|asked| asked.query.clone()));
        let file = ExportQuery { format, bom: (format == ExportFormat::Csv).then_some(true) };
        reporter.done(untrack(t::list_export_begins));
        task.run(async move {
            match export(&file, &query).await {
                Ok(content) => save(&content, &format!("tickets.{}", format.as_str())),
                Err(error) => reporter.failed(&error),
            }
        });
    };
    let board = move || {
        let (symbol, text): (_, fn() -> _) = if looks.board.get() {
            (Symbol::List, t::list_as_list)
        } else {
            (Symbol::Board, t::list_as_board)
        };
        let switch = move || {
            hide();
            looks.board.update(|is_on| *is_on = !*is_on);
        };
        view! { <MenuItem symbol=symbol text=text on_press=switch /> }
    };
    view! {
        <button
            prop:type="button"
            class="button button-ghost button-icon"
            popovertarget="list-menu"
            prop:ariaLabel=t::list_menu
            prop:title=t::list_menu
        >
            <Icon symbol=Symbol::More />
        </button>
        <div prop:id="list-menu" class="menu list-menu" prop:popover="auto" node_ref=menu>
            <MenuItem
                symbol=Symbol::Check
                text=t::list_select
                on_press=move || {
                    hide();
                    selection.begin();
                }
            />
            {dynamic(board)}
            <MenuItem
                symbol=Symbol::Eye
                text=t::look_title
                on_press=move || {
                    hide();
                    looking.set(true);
                }
            />
            <Show when=move || may_edit.get()>
                <MenuItem
                    symbol=Symbol::Pen
                    text=t::view_edit
                    on_press=move || begin(asked.with_untracked(|asked| asked.saved.clone().map(Draft::of)))
                />
            </Show>
            <MenuItem symbol=Symbol::Bookmark text=t::view_save on_press=move || begin(new_draft()) />
            <hr />
            <MenuItem symbol=Symbol::Download text=t::list_export_csv on_press=move || take_away(ExportFormat::Csv) />
            <MenuItem symbol=Symbol::Download text=t::list_export_xlsx on_press=move || take_away(ExportFormat::Xlsx) />
        </div>
        <ViewDialog open=saving draft=draft />
        <LookDialog open=looking asked=asked looks=looks />
    }
}
