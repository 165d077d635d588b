//! People: roles, languages, requests.

pub mod wire;

use crate::words::words;

words! {
    /// What an employee may do (EC-05): exactly two.
    Role {
        /// «Користувач».
        User = "user",
        /// «Адміністратор»: sees all tickets, manages departments, people and settings.
        Admin = "admin",
    }
}

words! {
    /// The language of the interface for a person.
    #[derive(Default)]
    Locale {
        /// Ukrainian.
        #[default]
        Uk = "uk",
        /// Russian.
        Ru = "ru",
        /// English.
        En = "en",
    }
}
