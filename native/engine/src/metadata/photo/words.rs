//! Words of a stranger, made safe to show: valid, bounded, without control characters.

/// Characters of one text, such as a caption (IPTC's own bound).
const MOST_CHARACTERS: usize = 2000;
/// Texts of one list, and characters of each.
const MOST_IN_LIST: usize = 100;
const MOST_CHARACTERS_IN_LIST: usize = 200;

/// A text of several lines; `None` when nothing of it can be seen.
pub fn text(raw: &str) -> Option<String> {
    let lines = raw.replace("\r\n", "\n").replace('\r', "\n");
    let clean = lines.split('\n').map(|part| line_of(part, MOST_CHARACTERS)).collect::<Vec<_>>().join("\n");
    let bounded: String = clean.trim().chars().take(MOST_CHARACTERS).collect();
    some(bounded.trim_end())
}

/// A text of one line.
pub fn line(raw: &str) -> Option<String> {
    some(&line_of(raw, MOST_CHARACTERS))
}

/// Texts of one line each, without those that are said before.
pub fn list<'a>(raw: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for text in raw.into_iter().filter_map(|text| some(&line_of(text, MOST_CHARACTERS_IN_LIST))) {
        if list.len() < MOST_IN_LIST && !list.contains(&text) {
            list.push(text);
        }
    }
    list
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn line_of(raw: &str, most: usize) -> String {
    let words = raw.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let mut line = String::new();
    let mut count = 0;
    for word in words {
        let mut letters = word.chars().filter(|letter| is_shown(*letter)).peekable();
        if letters.peek().is_none() {
            continue;
        }
        let space = (count > 0).then_some(' ');
        for letter in space.into_iter().chain(letters) {
            if count == most {
                return line.trim_end().to_owned();
            }
            line.push(letter);
            count += 1;
        }
    }
    line
}

/// Neither a mark of byte order nor one that turns the text around it.
fn is_shown(letter: char) -> bool {
    !matches!(letter, '\u{FEFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFF9}'..='\u{FFFB}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Bytes up to the first zero, in UTF-8 or what is not that, Latin 1 as Windows has it.
pub fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// UTF-16 up to the first zero.
pub fn decoded_wide(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).take_while(|unit| *unit != 0);
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}
