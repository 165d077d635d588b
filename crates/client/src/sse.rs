//! Server-sent events: bytes in, frames out.

/// One frame of the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) event: String,
    pub(crate) id: Option<String>,
    pub(crate) data: String,
    /// Nothing but comments: the server says that it is still there.
    pub(crate) heartbeat: bool,
}

/// Collects bytes until frames are whole; a chunk may end anywhere, also inside a character.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    bytes: Vec<u8>,
    frame: Frame,
    touched: bool,
}

impl Parser {
    /// Adds what the network gave.
    pub(crate) fn push(&mut self, chunk: &[u8]) {
        self.bytes.extend_from_slice(chunk);
    }

    /// The next whole frame.
    pub(crate) fn next_frame(&mut self) -> Option<Frame> {
        while let Some(line) = self.next_line() {
            if !line.is_empty() {
                self.field(&line);
            } else if std::mem::take(&mut self.touched) {
                let mut frame = std::mem::take(&mut self.frame);
                frame.heartbeat = frame.event.is_empty() && frame.data.is_empty();
                return Some(frame);
            }
        }
        None
    }

    /// A line that ends with `\n` or `\r\n`.
    fn next_line(&mut self) -> Option<String> {
        let end = self.bytes.iter().position(|byte| *byte == b'\n')?;
        let line: Vec<u8> = self.bytes.drain(..=end).collect();
        let line = line[..end].strip_suffix(b"\r").unwrap_or(&line[..end]);
        Some(String::from_utf8_lossy(line).into_owned())
    }

    fn field(&mut self, line: &str) {
        self.touched = true;
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.frame.event),
            "id" => self.frame.id = Some(value.to_owned()),
            "data" => {
                if !self.frame.data.is_empty() {
                    self.frame.data.push('\n');
                }
                self.frame.data.push_str(value);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(chunks: &[&[u8]]) -> Vec<Frame> {
        let mut parser = Parser::default();
        let mut frames = Vec::new();
        for chunk in chunks {
            parser.push(chunk);
            frames.extend(std::iter::from_fn(|| parser.next_frame()));
        }
        frames
    }

    #[test]
    fn frames_survive_any_cut() {
        let text = "retry: 5\n: hello\nid: 7\nevent: ticket.changed\ndata: {\"x\":\"й\"}\n\n".as_bytes();
        let expected = Frame {
            event: "ticket.changed".into(),
            id: Some("7".into()),
            data: "{\"x\":\"й\"}".into(),
            heartbeat: false,
        };
        for cut in 0..text.len() {
            assert_eq!(
                frames(&[&text[..cut], &text[cut..]]),
                std::slice::from_ref(&expected),
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn carriage_returns_and_several_data_lines_are_understood() {
        let frames = frames(&[b"event:a\r\ndata:1\r\ndata: 2\r\n\r\n"]);
        assert_eq!(frames, [Frame { event: "a".into(), id: None, data: "1\n2".into(), heartbeat: false }]);
    }

    #[test]
    fn a_comment_is_a_heartbeat_and_an_unfinished_frame_is_nothing() {
        assert_eq!(frames(&[b": ping\n\n", b"\n\n", b"event: x\ndata: 1\n"]).len(), 1);
        assert!(frames(&[b":\n\n"])[0].heartbeat);
    }
}
