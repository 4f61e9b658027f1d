//! Dates of EXIF, XMP and IPTC as ISO 8601.

/// `YYYY:MM:DD HH:MM:SS` of EXIF, with its fraction of a second and its offset from UTC.
pub fn of_exif(text: &str, fraction: Option<&str>, offset: Option<&str>) -> Option<String> {
    let (date, time) = text.trim().split_once([' ', 'T'])?;
    let date = date.replace(':', "-");
    let digits: String = fraction.unwrap_or_default().trim().chars().take(MOST_DIGITS).collect();
    let is_fraction = !digits.is_empty() && is_digits(&digits) && time.trim().len() == SECONDS;
    let fraction = if is_fraction { format!(".{digits}") } else { String::new() };
    let offset = offset.map(str::trim).filter(|offset| is_offset(offset)).unwrap_or_default();
    of_iso(&format!("{date}T{}{fraction}{offset}", time.trim()))
}

/// `YYYYMMDD` of IPTC, and `HHMMSS±HHMM`.
pub fn of_iptc(date: &str, time: Option<&str>) -> Option<String> {
    let date = date.trim();
    if date.len() != 8 || !is_digits(date) {
        return None;
    }
    // Parts that are not known are zeros.
    let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
    let date = match (month, day) {
        ("00", _) => year.to_owned(),
        (_, "00") => format!("{year}-{month}"),
        _ => format!("{year}-{month}-{day}"),
    };
    let time =
        time.map(str::trim).filter(|time| time.is_ascii() && time.len() >= 6 && date.len() == DAY).and_then(|time| {
            let offset = match &time[6..] {
                "" => String::new(),
                offset if offset.len() == 5 => format!("{}:{}", &offset[..3], &offset[3..]),
                _ => return None,
            };
            of_iso(&format!("{date}T{}:{}:{}{offset}", &time[..2], &time[2..4], &time[4..6]))
        });
    time.or_else(|| of_iso(&date))
}

const DAY: usize = "2024-05-01".len();
const SECONDS: usize = "12:00:00".len();
const MOST_DIGITS: usize = 9;

/// A date that is ISO 8601 already, from a year to a fraction of a second. `None` for what is none.
pub fn of_iso(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let (date, time) = match text.split_once('T') {
        Some((date, time)) if date.len() == DAY => (date, Some(time)),
        Some(_) => return None,
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|month| number(month, 2).ok_or(())).transpose().ok()?;
    let day = parts.next().map(|day| number(day, 2).ok_or(())).transpose().ok()?;
    let is_date = parts.next().is_none()
        && (1..=9999).contains(&year)
        && month.is_none_or(|month| (1..=12).contains(&month))
        && day.is_none_or(|day| (1..=days_of(year, month.unwrap_or(1))).contains(&day));
    let is_time = time.is_none_or(is_time);
    (is_date && is_time).then(|| text.to_owned())
}

fn days_of(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_time(text: &str) -> bool {
    let end = text.find(['Z', '+', '-']).unwrap_or(text.len());
    let (time, offset) = text.split_at(end);
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (time, None),
    };
    let numbers: Option<Vec<u32>> = clock.split(':').map(|part| number(part, 2)).collect();
    let is_clock = matches!(numbers.as_deref(), Some([0..=23, 0..=59] | [0..=23, 0..=59, 0..=60]));
    let is_fraction = fraction
        .is_none_or(|digits| clock.len() == SECONDS && (1..=MOST_DIGITS).contains(&digits.len()) && is_digits(digits));
    is_clock && is_fraction && (offset.is_empty() || is_offset(offset))
}

fn is_offset(text: &str) -> bool {
    text == "Z"
        || text.strip_prefix(['+', '-']).and_then(|rest| rest.split_once(':')).is_some_and(|(hours, minutes)| {
            matches!((number(hours, 2), number(minutes, 2)), (Some(0..=14), Some(0..=59)))
        })
}

fn number(text: &str, digits: usize) -> Option<u32> {
    if text.len() == digits && is_digits(text) { text.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_exact_as_they_are_said() {
        let exif = |text, fraction, offset| of_exif(text, fraction, offset);
        assert_eq!(exif("2024:05:01 12:30:45", None, None).as_deref(), Some("2024-05-01T12:30:45"));
        let full = exif("2024:05:01 12:30:45", Some("120 "), Some("+02:00"));
        assert_eq!(full.as_deref(), Some("2024-05-01T12:30:45.120+02:00"));
        assert_eq!(exif("2024:05:01 12:30:45", Some("x"), Some("later")).as_deref(), Some("2024-05-01T12:30:45"));
        for (date, time, expected) in [
            ("20240501", Some("123045+0200"), "2024-05-01T12:30:45+02:00"),
            ("20240501", Some("123045"), "2024-05-01T12:30:45"),
            ("20240501", Some("nonsense"), "2024-05-01"),
            ("20240500", None, "2024-05"),
            ("20240000", Some("123045"), "2024"),
        ] {
            assert_eq!(of_iptc(date, time).as_deref(), Some(expected));
        }
        for text in ["2024", "2024-05", "2024-02-29", "2024-05-01T12:30", "2024-05-01T12:30:45.5Z", "0850-01-01"] {
            assert_eq!(of_iso(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "0000:00:00 00:00:00",
            "    :  :     :  :  ",
            "2024:13:01 00:00:00",
            "2023:02:29 10:00:00",
            "",
            "2024:05:01",
        ] {
            assert_eq!(of_exif(text, None, None), None, "{text}");
        }
        for text in
            ["yesterday", "2024-5-1", "2024-05-01T25:00", "2024-05-01T12", "2024T12:00", "2024-05-01-01", "２０２４"]
        {
            assert_eq!(of_iso(text), None, "{text}");
        }
        for date in ["2024", "2024050１", "20241301"] {
            assert_eq!(of_iptc(date, None), None, "{date}");
        }
    }
}
