//! Ways to make contact: what each is called, where it leads, in which order it is shown.

use crate::value::{Email, PhoneNumber, Text};

/// Which way to make contact; the order is the one shown everywhere (WCAG 2.2, 3.2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChannelKind {
    /// A WhatsApp message.
    Whatsapp,
    /// A call.
    Phone,
    /// An e-mail.
    Email,
    /// A Signal message.
    Signal,
}

impl ChannelKind {
    /// The name in templates and in YAML.
    pub fn as_str(self) -> &'static str {
        match self {
            ChannelKind::Whatsapp => "whatsapp",
            ChannelKind::Phone => "phone",
            ChannelKind::Email => "email",
            ChannelKind::Signal => "signal",
        }
    }
}

/// A way to make contact, with its address.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Where it leads.
    pub target: Target,
    /// When someone answers.
    pub hours: Option<Text>,
}

/// Where a channel leads.
#[derive(Clone, Debug)]
pub enum Target {
    /// A WhatsApp number.
    Whatsapp(PhoneNumber),
    /// A phone number.
    Phone(PhoneNumber),
    /// An e-mail address.
    Email(Email),
    /// A Signal number.
    Signal(PhoneNumber),
}

impl Channel {
    /// Which way it is.
    pub fn kind(&self) -> ChannelKind {
        match self.target {
            Target::Whatsapp(_) => ChannelKind::Whatsapp,
            Target::Phone(_) => ChannelKind::Phone,
            Target::Email(_) => ChannelKind::Email,
            Target::Signal(_) => ChannelKind::Signal,
        }
    }

    /// What is shown: a number in groups, or an address.
    pub fn shown(&self) -> &str {
        match &self.target {
            Target::Whatsapp(number) | Target::Phone(number) | Target::Signal(number) => {
                number.shown()
            }
            Target::Email(email) => email.as_str(),
        }
    }

    /// The link: `tel:`, `mailto:`, or the public address that opens the app.
    pub fn href(&self) -> String {
        match &self.target {
            Target::Phone(number) => format!("tel:{}", number.dial()),
            Target::Email(email) => format!("mailto:{}", email.as_str()),
            // wa.me wants the number without plus sign.
            Target::Whatsapp(number) => {
                format!("https://wa.me/{}", number.dial().trim_start_matches('+'))
            }
            Target::Signal(number) => format!("https://signal.me/#p/{}", number.dial()),
        }
    }
}
