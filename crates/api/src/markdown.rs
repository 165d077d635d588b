//! Descriptions and comments are written in a subset of Markdown (CommonMark) and shown as HTML.
//!
//! The subset: emphasis, struck out, code, lists, quotes, links. A line break is a line break, an address is a link,
//! headings are bold lines, `#42` leads to the ticket, a mention ([`domain::mentions`]) is a name. HTML is shown as it is
//! written. What comes out holds only the elements of [`ALLOWED`], whatever goes in.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::EmployeeId;
use domain::mentions::{MENTIONS_MAX, mentioned_by};
use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// The elements that come out.
const ALLOWED: [&str; 13] =
    ["p", "br", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "blockquote", "a", "span"];
/// One line that begins with a letter and has none of these is its own HTML.
const MARKS: &[u8] = b"*_`~[]<>&\\#:@\n";

static SANITIZER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(HashSet::from(ALLOWED))
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .add_allowed_classes("span", ["mention"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"));
    builder
});

/// The HTML of a text, safe to put into a page.
pub fn to_html(text: &str) -> String {
    if text.starts_with(char::is_alphabetic) && !text.bytes().any(|byte| MARKS.contains(&byte)) {
        return format!("<p>{text}</p>\n");
    }
    let events = Rewritten::of(Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH));
    let mut rendered = String::with_capacity(text.len() * 2);
    html::push_html(&mut rendered, events.into_iter());
    SANITIZER.clean(&rendered).to_string()
}

/// Who is mentioned, each once, at most [`MENTIONS_MAX`].
pub fn mentions(text: &str) -> Vec<EmployeeId> {
    let mut mentioned = Vec::new();
    for event in Parser::new(text) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
        mentioned.extend(mentioned_by(&dest_url).filter(|id| !mentioned.contains(id)));
    }
    mentioned.truncate(MENTIONS_MAX);
    mentioned
}

/// The events of a document, changed to the subset.
#[derive(Default)]
struct Rewritten<'a> {
    events: Vec<Event<'a>>,
    /// In a link or in code nothing is looked for.
    depth: usize,
    /// In a link to a person, which is shown as his name.
    is_mention: bool,
}

impl<'a> Rewritten<'a> {
    fn of(parser: Parser<'a>) -> Vec<Event<'a>> {
        let mut rewritten = Self::default();
        parser.for_each(|event| rewritten.push(event));
        rewritten.events
    }

    fn push(&mut self, event: Event<'a>) {
        match event {
            Event::Text(text) if self.depth == 0 => self.text(&text),
            // As it is written, not as HTML.
            Event::Html(text) | Event::InlineHtml(text) => self.events.push(Event::Text(text)),
            Event::SoftBreak => self.events.push(Event::HardBreak),
            // A line of dashes is one that somebody drew.
            Event::Rule => self.events.extend([
                Event::Start(Tag::Paragraph),
                Event::Text("———".into()),
                Event::End(TagEnd::Paragraph),
            ]),
            Event::Start(Tag::Heading { .. }) => {
                self.events.extend([Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)]);
            }
            Event::End(TagEnd::Heading(_)) => {
                self.events.extend([Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)]);
            }
            // Pictures come from elsewhere and would tell it who reads: only where they are.
            Event::Start(Tag::Image { dest_url, title, id, .. }) => {
                self.depth += 1;
                let link = Tag::Link { link_type: LinkType::Inline, dest_url, title, id };
                self.events.push(Event::Start(link));
            }
            Event::End(TagEnd::Image) => {
                self.depth = self.depth.saturating_sub(1);
                self.events.push(Event::End(TagEnd::Link));
            }
            Event::Start(Tag::Link { dest_url, .. }) if mentioned_by(&dest_url).is_some() => {
                self.depth += 1;
                self.is_mention = true;
                self.events.push(Event::InlineHtml("<span class=\"mention\">".into()));
            }
            Event::End(TagEnd::Link) if self.is_mention => {
                self.depth = self.depth.saturating_sub(1);
                self.is_mention = false;
                self.events.push(Event::InlineHtml("</span>".into()));
            }
            Event::Start(Tag::HtmlBlock) => self.events.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => self.events.push(Event::End(TagEnd::Paragraph)),
            event => {
                match &event {
                    Event::Start(Tag::Link { .. } | Tag::CodeBlock(_)) => self.depth += 1,
                    Event::End(TagEnd::Link | TagEnd::CodeBlock) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                self.events.push(event);
            }
        }
    }

    /// A text with links to the addresses and tickets in it.
    fn text(&mut self, text: &str) {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url, LinkKind::Email]).url_must_have_scheme(true);
        for span in finder.spans(text) {
            match span.kind() {
                Some(LinkKind::Email) => self.link(format!("mailto:{}", span.as_str()), span.as_str()),
                Some(_) => self.link(span.as_str().to_owned(), span.as_str()),
                None => self.tickets(span.as_str()),
            }
        }
    }

    fn tickets(&mut self, text: &str) {
        let mut rest = text;
        let mut at = 0;
        while let Some(found) = rest.get(at..).and_then(|tail| tail.find('#')) {
            let begin = at + found;
            let digits = rest.get(begin + 1..).unwrap_or_default();
            let length = digits.bytes().take_while(u8::is_ascii_digit).count();
            let is_alone = !rest.get(..begin).is_some_and(|before| before.ends_with(char::is_alphanumeric))
                && !digits.get(length..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
            at = begin + 1 + length;
            if (1..=15).contains(&length) && is_alone {
                let (before, after) = rest.split_at(at);
                let (before, number) = before.split_at(begin);
                self.plain(before);
                self.link(format!("/tickets/{}", number.trim_start_matches('#')), number);
                (rest, at) = (after, 0);
            }
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if !text.is_empty() {
            self.events.push(Event::Text(CowStr::from(text.to_owned())));
        }
    }

    fn link(&mut self, to: String, text: &str) {
        let (dest_url, title, id) = (to.into(), "".into(), "".into());
        self.events.push(Event::Start(Tag::Link { link_type: LinkType::Autolink, dest_url, title, id }));
        self.plain(text);
        self.events.push(Event::End(TagEnd::Link));
    }
}

#[cfg(test)]
mod tests {
    use domain::EmployeeId;

    use super::{mentions, to_html};

    fn html(text: &str) -> String {
        to_html(text).trim_end().to_owned()
    }

    #[test]
    fn the_subset_is_shown() {
        for (text, expected) in [
            ("Станція мовчить", "<p>Станція мовчить</p>"),
            ("один\nдва\n\nтри", "<p>один<br>\nдва</p>\n<p>три</p>"),
            (
                "**так** _ні_ ~~було~~ `код`",
                "<p><strong>так</strong> <em>ні</em> <del>було</del> <code>код</code></p>",
            ),
            ("# Заголовок", "<p><strong>Заголовок</strong></p>"),
            ("> цитата", "<blockquote>\n<p>цитата</p>\n</blockquote>"),
            ("- раз\n- два", "<ul>\n<li>раз</li>\n<li>два</li>\n</ul>"),
            ("3. раз", "<ol start=\"3\">\n<li>раз</li>\n</ol>"),
            ("```\na < b\n```", "<pre><code>a &lt; b\n</code></pre>"),
            ("a * b < c & d", "<p>a * b &lt; c &amp; d</p>"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_and_tickets_are_links() {
        let link = |to: &str, text: &str| format!("<a href=\"{to}\" rel=\"noopener noreferrer\">{text}</a>");
        let url = "https://example.com/a_b?c=1";
        for (text, expected) in [
            (format!("див. {url}, так"), format!("<p>див. {}, так</p>", link(url, url))),
            (
                "пишіть a@example.com".to_owned(),
                format!("<p>пишіть {}</p>", link("mailto:a@example.com", "a@example.com")),
            ),
            (
                "як #42, так і #7.".to_owned(),
                format!("<p>як {}, так і {}.</p>", link("/tickets/42", "#42"), link("/tickets/7", "#7")),
            ),
            ("`#42` А#42 #42а #".to_owned(), "<p><code>#42</code> А#42 #42а #</p>".to_owned()),
            (format!("[тут #1]({url})"), format!("<p>{}</p>", link(url, "тут #1"))),
            (format!("![фото]({url})"), format!("<p>{}</p>", link(url, "фото"))),
        ] {
            assert_eq!(html(&text), expected, "{text}");
        }
    }

    #[test]
    fn mentions_are_links_to_people() {
        let shown = "<p><span class=\"mention\">@Коваль</span>, #!</p>";
        assert_eq!(html("[@Коваль](/employees/7), #!"), shown);
        let text = "[@Коваль Олена](/employees/7), див. [@Іван](/employees/9) і [@Коваль](/employees/7) /employees/8";
        assert_eq!(mentions(text), [EmployeeId(7), EmployeeId(9)]);
        assert_eq!(mentions("`[@x](/employees/7)` [a](/employees/x) [b](https://e.com/employees/1)"), []);
        let many: String = (1..=30).map(|id| format!("[@x](/employees/{id}) ")).collect();
        assert_eq!(mentions(&many).len(), 20);
    }

    #[test]
    fn nothing_that_acts_comes_out() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[клац](javascript:alert(1))",
            "[клац](JaVaScRiPt:alert(1))",
            "[клац](data:text/html;base64,PHNjcmlwdD4=)",
            "<javascript:alert(1)>",
            "![x](javascript:alert(1))",
            "[a](https://example.com \"\\\" onmouseover=alert(1)\")",
            "<div>\n\n<style>*{display:none}</style>\n\n</div>",
            "[a]: javascript:alert(1)\n\n[a]",
            "```\"><script>alert(1)</script>\n```",
        ] {
            let html = html(text);
            let inside: Vec<_> = html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).collect();
            for (tag, _) in inside {
                let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
                assert!(super::ALLOWED.contains(&name), "<{tag}> of {text}: {html}");
                let lower = tag.to_lowercase();
                assert!(!lower.contains("javascript:") && !lower.contains("data:"), "<{tag}> of {text}");
                assert!(!lower.contains("onmouseover") && !lower.contains("onerror"), "<{tag}> of {text}");
            }
        }
    }

    #[test]
    fn long_hostile_texts_take_no_time() {
        for piece in ["[", "*a ", "> ", "`", "![", "<", "#1", "https://a.b ", "a@b.c "] {
            let text: String = piece.chars().cycle().take(20_000).collect();
            assert!(to_html(&text).len() < 4_000_000);
        }
    }
}
