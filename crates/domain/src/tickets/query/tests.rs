use proptest::prelude::*;

use super::*;

fn check(text: &str, printed: &str) {
    assert_eq!(Query::parse(text).unwrap().to_string(), printed);
}

fn mistakes(text: &str) -> Vec<(ErrorCode, Range<usize>)> {
    Query::parse(text).unwrap_err().into_iter().map(|mistake| (mistake.code, mistake.at)).collect()
}

#[test]
fn a_query_reads_as_it_is_written() {
    let query =
        Query::parse("dept:\"Технічний відділ\" status:new,waiting priority:>=high -assignee:none OCPP")
            .unwrap();
    let term = |is_negated, condition| Term { is_negated, condition, at: 0..0 };
    let expected = vec![
        term(false, Condition::Department(vec!["Технічний відділ".to_owned()])),
        term(false, Condition::Status(vec![TicketStatus::New, TicketStatus::Waiting])),
        term(false, Condition::Priority(Bound { comparison: Comparison::AtLeast, value: Priority::High })),
        term(true, Condition::Assignee(vec![Person::Nobody])),
        term(false, Condition::Word("OCPP".to_owned())),
    ];
    assert_eq!(query.terms, expected);
}

#[test]
fn names_of_fields_are_known_in_three_languages() {
    check("Статус:new ПРІОРИТЕТ:high отдел:3 виконавець:me", "status:new priority:high dept:3 assignee:me");
    check("станція:KYIV-* створено:>2026-11-01 возраст:<=2w", "station:KYIV-* created:>2026-11-01 age:<=2w");
    check("номер:#42,43 автор:\"me\"", "number:42,43 creator:\"me\"");
}

#[test]
fn what_only_looks_like_a_field_is_a_word() {
    check("Помилка: 5 https://example.com/a E-047:x", "Помилка: 5 https://example.com/a E-047:x");
    check("  a\t-b  ", "a -b");
    check("\"два слова\" -\"ще \\\"два\\\"\"", "\"два слова\" -\"ще \\\"два\\\"\"");
}

#[test]
fn mistakes_say_where_they_are() {
    use ErrorCode::{NotComparable, OpenQuote, Required, UnknownField, UnknownValue};
    assert_eq!(mistakes("a statsu:new"), [(UnknownField, 2..8)]);
    assert_eq!(mistakes("status:new,old b"), [(UnknownValue, 11..14)]);
    assert_eq!(mistakes("статус:>new"), [(NotComparable, 8..11)]);
    assert_eq!(mistakes("priority:low,high"), [(NotComparable, 13..17)]);
    assert_eq!(mistakes("dept: x"), [(Required, 0..5)]);
    assert_eq!(mistakes("a - b"), [(Required, 2..3)]);
    assert_eq!(mistakes("x \"y z"), [(OpenQuote, 2..6)]);
    assert_eq!(mistakes("station:*"), [(UnknownValue, 8..9)]);
    assert_eq!(mistakes("created:2026-02-30 age:2y"), [(UnknownValue, 8..18), (UnknownValue, 23..25)]);
    assert_eq!(mistakes("dept:\"a\"b"), [(UnknownValue, 8..9)]);
}

#[test]
fn hostile_queries_end_early() {
    let mistake = |text: &str| Query::parse(text).unwrap_err()[0].code;
    assert_eq!(mistake(&"a".repeat(100_000)), ErrorCode::TooLong);
    assert_eq!(mistake(&"a ".repeat(TERMS_MAX + 1)), ErrorCode::TooMany);
    assert_eq!(mistake(&format!("number:{}1", "1,".repeat(VALUES_MAX))), ErrorCode::TooMany);
    assert!(Query::parse(&"\"".repeat(999)).is_err());
    assert!(Query::parse("AND OR NOT NEAR( * ^ {a} : ,").is_ok());
}

#[test]
fn ages_are_minutes() {
    let minutes = |count, unit| Age { count, unit }.minutes();
    assert_eq!(minutes(90, Unit::Minutes), 90);
    assert_eq!(minutes(2, Unit::Hours), 120);
    assert_eq!(minutes(9_999, Unit::Weeks), 9_999 * 7 * 24 * 60);
}

fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[ -~а-яїєґ]{0,8}[a-zа-яї\"\\\\*,<>-]").unwrap()
}

fn person() -> impl Strategy<Value = Person> {
    prop_oneof![Just(Person::Me), Just(Person::Nobody), text().prop_map(Person::Named)]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::*;
    prop_oneof![Just(Equal), Just(More), Just(AtLeast), Just(Less), Just(AtMost)]
}

fn bound<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Bound<T>> {
    (comparison(), value).prop_map(|(comparison, value)| Bound { comparison, value })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    let prefix = proptest::string::string_regex("[A-Zа-я0-9-]{1,8}").unwrap();
    prop_oneof![
        prefix.prop_map(|text| Pattern { text, is_prefix: true }),
        text().prop_map(|text| Pattern { text, is_prefix: false }),
    ]
}

fn day() -> impl Strategy<Value = Day> {
    (1970..=9_999_u16, 1..=12_u8, 1..=28_u8).prop_map(|(year, month, day)| Day { year, month, day })
}

fn age() -> impl Strategy<Value = Age> {
    let unit = prop_oneof![Just(Unit::Minutes), Just(Unit::Hours), Just(Unit::Days), Just(Unit::Weeks)];
    (0..=9_999_u16, unit).prop_map(|(count, unit)| Age { count, unit })
}

fn some<T: std::fmt::Debug>(one: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(one, 1..4)
}

fn condition() -> impl Strategy<Value = Condition> {
    let somebody = person().prop_filter("nobody creates", |person| *person != Person::Nobody);
    prop_oneof![
        proptest::string::string_regex("[a-zа-я0-9][a-zа-я0-9.\"*,-]{0,8}")
            .unwrap()
            .prop_map(Condition::Word),
        text().prop_map(Condition::Phrase),
        some(prop::sample::select(&TicketStatus::ALL[..])).prop_map(Condition::Status),
        some(prop::sample::select(&ClientType::ALL[..])).prop_map(Condition::Client),
        some(prop::sample::select(&Resolution::ALL[..])).prop_map(Condition::Resolution),
        some((1..i64::MAX).prop_map(TicketId)).prop_map(Condition::Number),
        some(text()).prop_map(Condition::Department),
        some(person()).prop_map(Condition::Assignee),
        some(somebody).prop_map(Condition::Creator),
        some(pattern()).prop_map(Condition::Station),
        some(pattern()).prop_map(Condition::Car),
        bound(prop::sample::select(&Priority::ALL[..])).prop_map(Condition::Priority),
        bound(day()).prop_map(Condition::Created),
        bound(day()).prop_map(Condition::Updated),
        bound(day()).prop_map(Condition::Closed),
        bound(age()).prop_map(Condition::Age),
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let term = (any::<bool>(), condition()).prop_map(|(is_negated, condition)| Term {
        is_negated,
        condition,
        at: 0..0,
    });
    prop::collection::vec(term, 0..6).prop_map(|terms| Query { terms })
}

proptest! {
    #[test]
    fn printed_queries_read_back(query in query()) {
        prop_assert_eq!(Query::parse(&query.to_string()), Ok(query));
    }

    #[test]
    fn any_text_is_a_query_or_has_mistakes_inside(text in "[ -~а-я:\"\\\\,*<>=-]{0,60}") {
        match Query::parse(&text) {
            Ok(query) => prop_assert_eq!(Query::parse(&query.to_string()), Ok(query)),
            Err(mistakes) => {
                let length = text.chars().count();
                prop_assert!(mistakes.iter().all(|one| one.at.start <= one.at.end && one.at.end <= length));
            }
        }
    }
}

#[test]
fn an_error_knows_which_part_of_the_query_is_wrong() {
    let query = "станція statis:new \"без кінця";
    let wrong = Query::parse(query).unwrap_err();
    let parts: Vec<_> = wrong.into_iter().map(|mistake| wrong_part(query, &mistake.into())).collect();
    assert_eq!(parts, ["statis", "\"без кінця"]);
    assert_eq!(wrong_part(query, &FieldError::new("query", ErrorCode::TooLong)), "");
}

#[test]
fn a_number_names_one_and_only_one() {
    let directory = Directory {
        departments: vec![
            (crate::DepartmentId(1), "Склад 2".to_owned()),
            (crate::DepartmentId(2), "Зміна".to_owned()),
        ],
        employees: vec![
            (crate::EmployeeId(2), "Коваль Олена".to_owned()),
            (crate::EmployeeId(3), "Оператор 2".to_owned()),
        ],
    };
    let moment = Moment { now: crate::Timestamp::from_millis(0), utc_offset: 0 };
    let tests = |text: &str| -> Vec<_> {
        let clauses = Query::parse(text).unwrap().resolve(&directory, moment).unwrap();
        clauses.into_iter().map(|clause| clause.test).collect()
    };
    use crate::tickets::list::{PersonFilter, Test};
    assert_eq!(tests("dept:2"), [Test::Department(vec![crate::DepartmentId(2)])]);
    assert_eq!(tests("assignee:2"), [Test::Assignee(vec![PersonFilter::Person(crate::EmployeeId(2))])]);
    assert_eq!(
        tests("assignee:оператор"),
        [Test::Assignee(vec![PersonFilter::Person(crate::EmployeeId(3))])]
    );
}

#[test]
fn a_list_is_said_as_a_query() {
    use crate::tickets::list::{TicketListQuery, View};
    let directory = Directory {
        departments: vec![(crate::DepartmentId(1), "Технічний \"відділ\"".to_owned())],
        employees: vec![
            (crate::EmployeeId(2), "Коваль Олена".to_owned()),
            (crate::EmployeeId(3), "Коваль Олена Ігорівна".to_owned()),
        ],
    };
    let said = |parameters: TicketListQuery| of_list(&parameters, crate::DepartmentId(1), &directory);
    let queue = TicketListQuery {
        view: Some(View::Queue),
        query: Some("екран age:>1d".to_owned()),
        ..Default::default()
    };
    assert_eq!(said(queue).as_deref(), Some(r#"dept:"Технічний \"відділ\"" -status:closed екран age:>1d"#));
    let people = TicketListQuery {
        assignee_id: Some("2".to_owned()),
        creator_id: Some("3".to_owned()),
        priority: Some("low,high".to_owned()),
        ..Default::default()
    };
    // The first name means both, so the number stands for it.
    assert_eq!(
        said(people).as_deref(),
        Some("-priority:medium -priority:critical assignee:2 creator:\"Коваль Олена Ігорівна\"")
    );
    let nothing =
        TicketListQuery { view: Some(View::Queue), query: Some("!!!".to_owned()), ..Default::default() };
    assert_eq!(said(nothing), None);
    assert_eq!(said(TicketListQuery::default()).as_deref(), Some(""));
}
