//! Who is logged in.
//!
//! The access token lives in the client's memory, the refresh token in a cookie that scripts cannot read; a reload
//! begins with a refresh. Until that is answered nobody is sent to the login page.

use client::ClientError;
use domain::accounts::SessionView;
use domain::authz::{self, Action};
use domain::employees::wire::EmployeeView;
use domain::json;
use domain::{Actor, EmployeeId, ErrorCode};

use crate::api::use_api;
use crate::reactive::{Memo, RwSignal, memo};
use crate::single::single;
use crate::storage;
use crate::task::{effect, spawn};

/// Who has a session in this browser, so that a first visit does not ask for one in vain, and the application opens
/// without a server.
const MARK: &str = "session";

/// How far the session is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The first refresh is running.
    Loading,
    /// The first refresh did not reach the server, and nobody knows who was here last.
    Unreachable,
    /// Nobody is logged in.
    LoggedOut,
    /// Somebody is logged in.
    LoggedIn,
}

single! {
    /// The session of this tab.
    Session of Parts
}

pub(crate) struct Parts {
    /// The person who is logged in, with what the server last said about him.
    pub(crate) me: RwSignal<Option<EmployeeView>>,
    /// His number: it changes only when somebody else is here.
    pub(crate) who: Memo<Option<EmployeeId>>,
    phase: RwSignal<Phase>,
}

/// The session.
pub(crate) fn use_session() -> Session {
    Session
}

impl Session {
    /// A session that begins with what the cookie says.
    pub(crate) fn start() -> Self {
        let me = RwSignal::new(None::<EmployeeView>);
        let who = memo(move || me.with(|me| me.as_ref().map(|me| me.id)));
        let session = Self::begin(Parts { me, who, phase: RwSignal::new(Phase::Loading) });
        effect(move || {
            session.me.with(|me| {
                if let Some(me) = me {
                    storage::set_preference(MARK, Some(&json::write(me)));
                }
            });
        });
        if storage::preference(MARK).is_some() {
            session.resume();
        } else {
            session.phase.set(Phase::LoggedOut);
        }
        session
    }

    /// Asks for a new access token by the cookie; also what "try again" does.
    pub(crate) fn resume(self) {
        self.phase.set(Phase::Loading);
        spawn(async move {
            match use_api().refresh().await {
                Ok(answer) => self.login(answer),
                Err(ClientError::Network(_)) => self.go_on(),
                Err(_) => self.lost(),
            }
        });
    }

    /// Without a server the person who was here last goes on with what this browser has kept.
    fn go_on(self) {
        let last = storage::preference(MARK).and_then(|text| client::from_json::<EmployeeView>(&text).ok());
        match last {
            Some(me) => {
                use_api().go_on(me.id);
                self.enter(me);
            }
            None => self.phase.set(Phase::Unreachable),
        }
    }

    /// Somebody logged in, set a password or set the desk up; the client keeps the token by itself.
    pub(crate) fn login(self, answer: SessionView) {
        self.enter(answer.employee);
    }

    fn enter(self, me: EmployeeView) {
        self.me.set(Some(me));
        self.phase.set(Phase::LoggedIn);
    }

    /// Asks again who the person is; whether he was moved or got another role in the meantime.
    pub(crate) async fn look_again(self) -> bool {
        let now = match use_api().get_me().await {
            Ok(now) => now,
            Err(error) => {
                self.notice(&error);
                return false;
            }
        };
        let Some(before) = self.me.get_untracked().filter(|before| before.id == now.id) else { return false };
        let is_other = before.actor() != now.actor();
        if before != now {
            self.me.set(Some(now));
        }
        is_other
    }

    /// The person leaves.
    pub(crate) fn logout(self) {
        spawn(async move {
            // Offline the cookie stays until it expires; this tab forgets its session all the same.
            let _ = use_api().logout().await;
            self.lost();
        });
    }

    /// What the person typed here before and did not send.
    pub(crate) fn draft(self, name: &str) -> Option<String> {
        storage::draft(self.who.get_untracked()?, name)
    }

    /// Keeps what the person types; blank forgets it.
    pub(crate) fn set_draft(self, name: &str, text: &str) {
        if let Some(id) = self.who.get_untracked() {
            storage::set_draft(id, name, text);
        }
    }

    /// The session is over. Drafts stay.
    pub(crate) fn lost(self) {
        use_api().set_access_token(None);
        storage::set_preference(MARK, None);
        self.phase.set(Phase::LoggedOut);
        self.me.set(None);
    }

    /// Ends the session when the error says that it is over.
    pub(crate) fn notice(self, error: &ClientError) {
        if error.code() == Some(ErrorCode::Unauthenticated) {
            self.lost();
        }
    }

    /// How far the session is known.
    pub(crate) fn phase(self) -> Phase {
        self.phase.get()
    }

    /// The person as the one who acts.
    pub(crate) fn actor(self) -> Option<Actor> {
        self.me.with(|me| me.as_ref().map(EmployeeView::actor))
    }

    /// Whether the person manages departments, people and settings.
    pub(crate) fn can_administer(self) -> bool {
        self.can(Action::ManageEmployees)
    }

    /// Whether the rules let the person do it.
    pub(crate) fn can(self, action: Action<'_>) -> bool {
        self.actor().is_some_and(|actor| authz::can(&actor, action).is_ok())
    }
}
