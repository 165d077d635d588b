//! Deep paging while the desk works.

use domain::tickets::list::{Sort, TicketListQuery, View};
use domain::{ErrorCode, TicketId};

use crate::support::{Company, Dice, Person, on_both};

const SORTS: [Sort; 4] =
    [Sort::CreatedDescending, Sort::CreatedAscending, Sort::UpdatedDescending, Sort::PriorityDescending];

/// Reads a list two rows at a time; a new ticket comes in between the pages.
async fn page_through(
    company: &Company,
    dice: &mut Dice,
    reader: &Person,
    query: &TicketListQuery,
) -> Vec<TicketId> {
    let mut query = TicketListQuery { limit: Some(2), ..query.clone() };
    let mut seen = Vec::new();
    let mut inserted = 0;
    loop {
        let page = reader.client.list_tickets(&query).await.unwrap();
        assert!(page.items.len() <= 2);
        seen.extend(page.items.iter().map(|row| row.id));
        match page.page.next {
            Some(next) => query.after = Some(next),
            None => return seen,
        }
        // A list that grows at its end would never end.
        if inserted < 10 {
            inserted += 1;
            company.dispatcher.create(&company.something(dice)).await.unwrap();
        }
    }
}

on_both! {
    async fn a_deep_list_repeats_and_misses_nothing_while_tickets_come_in(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(4);
        company.work(&mut dice, 30, 40).await;
        for sort in SORTS {
            for (reader, view) in [
                (&company.admin, View::All),
                (&company.specialist, View::All),
                (&company.dispatcher, View::Created),
                (&company.accountant, View::Queue),
            ] {
                let query = TicketListQuery { sort: Some(sort), view: Some(view), ..Default::default() };
                let before = reader.list_ids(&TicketListQuery { limit: Some(200), ..query.clone() }).await;
                let seen = page_through(&company, &mut dice, reader, &query).await;
                let mut once = seen.clone();
                once.sort_unstable();
                once.dedup();
                assert_eq!(once.len(), seen.len(), "{sort:?} {view:?}: a ticket came twice in {seen:?}");
                let old: Vec<_> = seen.into_iter().filter(|id| before.contains(id)).collect();
                assert_eq!(old, before, "{sort:?} {view:?}");
            }
        }
    }

    async fn pages_of_any_size_are_the_same_list(desk: &Desk) {
        let company = Company::found(desk).await;
        let mut dice = Dice::new(5);
        company.work(&mut dice, 25, 30).await;
        for sort in SORTS {
            let query = |limit| TicketListQuery { sort: Some(sort), limit: Some(limit), ..Default::default() };
            let whole = company.specialist.list_ids(&query(200)).await;
            for limit in [1, 3, 24, 25] {
                assert_eq!(company.specialist.list_ids(&query(limit)).await, whole);
            }
        }
    }

    async fn the_last_page_has_no_next(desk: &Desk) {
        let company = Company::found(desk).await;
        for _ in 0..4 {
            company.ticket().await;
        }
        let query = TicketListQuery { limit: Some(2), ..Default::default() };
        let first = company.specialist.client.list_tickets(&query).await.unwrap();
        let after = TicketListQuery { after: first.page.next, ..query };
        let second = company.specialist.client.list_tickets(&after).await.unwrap();
        assert_eq!((second.items.len(), second.page.next), (2, None));
    }

    async fn a_cursor_belongs_to_its_list(desk: &Desk) {
        let company = Company::found(desk).await;
        for _ in 0..3 {
            company.ticket().await;
        }
        let specialist = &company.specialist;
        let first = specialist.call("GET", "/tickets?view=queue&limit=1").status(200).await;
        let cursor = first.body["page"]["next"].as_str().unwrap().to_owned();
        specialist.call("GET", &format!("/tickets?view=queue&limit=2&after={cursor}")).status(200).await;
        for elsewhere in [
            "/tickets?view=all",
            "/tickets?view=queue&sort=created_at",
            "/tickets?view=queue&status=new",
            "/tickets?view=queue&q=станція",
            "/employees?limit=1",
            "/notifications?limit=1",
        ] {
            let call = specialist.call("GET", &format!("{elsewhere}&after={cursor}"));
            call.refused(400, ErrorCode::InvalidCursor).await;
        }
        for broken in [&cursor[1..], "", "AAAA", "%00", "null"] {
            let call = specialist.call("GET", &format!("/tickets?view=queue&after={broken}"));
            call.refused(400, ErrorCode::InvalidCursor).await;
        }
    }
}
