//! A live introduction -> an invitation for calendars (iCalendar, RFC 5545).
//!
//! Invariant: the same introduction gives the same bytes; who opens it is told
//! to nobody, for there is neither organiser nor reply.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarParameter,
    ICalendarProperty, ICalendarValue,
};

use crate::client::{Client, Introduction};
use crate::value::sha256;

/// How long an introduction takes, in minutes: eight slides, and time for questions.
const MINUTES: u32 = 45;
/// Where introductions are held.
const ZONE: &str = "Europe/Amsterdam";

/// What an invitation says.
pub struct Words<'a> {
    /// Its title.
    pub title: &'a str,
    /// What it is for.
    pub text: &'a str,
}

/// An invitation.
pub fn invitation(introduction: &Introduction, client: &Client, words: &Words<'_>) -> Vec<u8> {
    let Introduction { date, time, place, .. } = introduction;
    let start = PartialDateTime {
        year: u16::try_from(date.year()).ok(),
        month: Some(date.month()),
        day: Some(date.day()),
        hour: Some(time.hour),
        minute: Some(time.minute),
        second: Some(0),
        ..PartialDateTime::default()
    };
    // When it was made is part of the format; nothing in a kit depends on the clock.
    let made = PartialDateTime {
        year: u16::try_from(client.edition.year).ok(),
        month: Some(client.edition.month),
        day: Some(1),
        hour: Some(0),
        minute: Some(0),
        second: Some(0),
        tz_hour: Some(0),
        tz_minute: Some(0),
        ..PartialDateTime::default()
    };
    // Another time or place is another meeting; the form of the text is kept, for calendars
    // know a meeting by what comes of it.
    let id = format!(
        "{}Date({date})Time {{ hour: {}, minute: {} }}{place}",
        client.site.url.as_str(),
        time.hour,
        time.minute
    );
    let id = format!("{}@vpsite.invalid", &sha256(id.as_bytes())[..24]);
    let length = ICalendarDuration { minutes: MINUTES, ..ICalendarDuration::default() };
    let text = format!("{}\n{}", words.text, client.site.url.as_str());

    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&id);
    event.add_dtstamp(made);
    event.add_property_with_params(
        ICalendarProperty::Dtstart,
        [ICalendarParameter::tzid(ZONE.to_owned())],
        ICalendarValue::PartialDateTime(Box::new(start)),
    );
    event.add_property(ICalendarProperty::Duration, ICalendarValue::Duration(length));
    let mut say = |name: ICalendarProperty, text: &str| {
        event.add_property(name, ICalendarValue::Text(text.to_owned()));
    };
    say(ICalendarProperty::Summary, words.title);
    say(ICalendarProperty::Location, place);
    say(ICalendarProperty::Description, &text);

    let mut calendar = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    calendar.add_property(ICalendarProperty::Version, ICalendarValue::Text("2.0".to_owned()));
    calendar
        .add_property(ICalendarProperty::Prodid, ICalendarValue::Text("-//vpsite//NL".to_owned()));
    calendar.component_ids = vec![1, 4];
    let [zone, summer, winter] = amsterdam();
    let all = ICalendar { components: vec![calendar, zone, summer, winter, event] };
    let mut out = String::new();
    // Writing to memory has no way to fail.
    let result = all.write_to(&mut out);
    debug_assert!(result.is_ok());
    out.into_bytes()
}

/// The zone of the Netherlands as it has been since 1996 (directive 2000/84/EC).
fn amsterdam() -> [ICalendarComponent; 3] {
    let part = |kind, from: &str, to: &str, start: &str, rule: &str| {
        let mut part = ICalendarComponent::new(kind);
        let mut raw = |name: ICalendarProperty, text: &str| {
            part.add_property(name, ICalendarValue::Text(text.to_owned()));
        };
        raw(ICalendarProperty::Tzoffsetfrom, from);
        raw(ICalendarProperty::Tzoffsetto, to);
        raw(ICalendarProperty::Dtstart, start);
        raw(ICalendarProperty::Rrule, rule);
        part
    };
    let mut zone = ICalendarComponent::new(ICalendarComponentType::VTimezone);
    zone.add_property(ICalendarProperty::Tzid, ICalendarValue::Text(ZONE.to_owned()));
    zone.component_ids = vec![2, 3];
    let summer = part(
        ICalendarComponentType::Daylight,
        "+0100",
        "+0200",
        "19960331T020000",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    );
    let winter = part(
        ICalendarComponentType::Standard,
        "+0200",
        "+0100",
        "19961027T030000",
        "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    );
    [zone, summer, winter]
}
