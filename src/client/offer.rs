//! What can be chosen from a fixed list: forms of a talk, workshops, who hosts the site.
//!
//! A name is declared once: the same type reads YAML, gives the schema and is
//! what templates see. Invariant: the order is the one in which they are shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a talk can be held.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum MeetingForm {
    /// By phone.
    Phone,
    /// By video call.
    VideoCall,
    /// At an office.
    Office,
    /// On a walk.
    Walk,
    /// Somewhere else.
    Other,
}

impl MeetingForm {
    /// All of them: what is offered when nothing is said.
    pub const ALL: [MeetingForm; 5] = [
        MeetingForm::Phone,
        MeetingForm::VideoCall,
        MeetingForm::Office,
        MeetingForm::Walk,
        MeetingForm::Other,
    ];
}

/// Who puts the site online.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum HostedBy {
    /// The practice of the adviser.
    Practice,
    /// The client, on a server of its own.
    Client,
}

/// Workshops that a practice can offer.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Workshop {
    /// Calling each other to account.
    SpeakingUp,
    /// Dealing with aggression and violence.
    AggressionAndViolence,
    /// Setting boundaries.
    SettingBoundaries,
    /// Respectful communication.
    RespectfulCommunication,
}
