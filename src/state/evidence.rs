//! Evidence on the screen: what was attached, what was not and why, how much of it has arrived. What is said of the files
//! is part of the form; the rest is made anew on each visit.

use std::collections::BTreeMap;

use application::Attachment;
use application::attachment::{Kind, LARGEST_ALL, MOST};

/// Beside the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Small pictures as data URLs, by SHA-256.
    pub pictures: BTreeMap<String, String>,
    /// Bytes that have arrived, by SHA-256: since "send" was pressed.
    pub arrived: BTreeMap<String, u32>,
    /// What became of the files chosen last.
    pub said: Option<(Kind, Said)>,
}

/// What is said of the files that were chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// They are being read.
    Reading,
    /// The last of them is attached: its name, and whether it was drawn anew.
    Attached(String, bool),
    /// These are not, and why.
    Refused(Vec<(String, Refusal)>),
}

/// Why a file is not attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TooLarge,
    WrongType,
    Broken,
    Twice,
    TooMany,
    AllTooLarge,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Change {
    Reading(Kind),
    Attach {
        attachment: Attachment,
        picture: Option<String>,
        redrawn: bool,
    },
    Refuse {
        kind: Kind,
        name: String,
        why: Refusal,
    },
    Remove(String),
    /// A small picture was made again.
    Picture(String, String),
    Arrived(String, u32),
}

impl Evidence {
    /// What follows.
    pub fn change(&mut self, attachments: &mut Vec<Attachment>, change: Change) {
        match change {
            Change::Reading(kind) => self.said = Some((kind, Said::Reading)),
            Change::Attach { attachment, picture, redrawn } => {
                if let Some(why) = refusal(attachments, &attachment) {
                    return self.refuse(attachment.kind, attachment.name, why);
                }
                self.pictures.extend(picture.map(|picture| (attachment.sha256.clone(), picture)));
                // What was refused of the same choice is still to be read.
                if !matches!(self.said, Some((_, Said::Refused(_)))) {
                    self.said = Some((attachment.kind, Said::Attached(attachment.name.clone(), redrawn)));
                }
                attachments.push(attachment);
            }
            Change::Refuse { kind, name, why } => self.refuse(kind, name, why),
            Change::Remove(sha256) => {
                attachments.retain(|one| one.sha256 != sha256);
                self.pictures.remove(&sha256);
                self.arrived.remove(&sha256);
                self.said = None;
            }
            Change::Picture(sha256, picture) => drop(self.pictures.insert(sha256, picture)),
            Change::Arrived(sha256, bytes) => drop(self.arrived.insert(sha256, bytes)),
        }
    }

    fn refuse(&mut self, kind: Kind, name: String, why: Refusal) {
        match &mut self.said {
            Some((_, Said::Refused(all))) => all.push((name, why)),
            said => *said = Some((kind, Said::Refused(vec![(name, why)]))),
        }
    }
}

/// Why it cannot be attached beside the others.
pub fn refusal(attachments: &[Attachment], new: &Attachment) -> Option<Refusal> {
    if attachments.iter().any(|one| one.sha256 == new.sha256) {
        return Some(Refusal::Twice);
    }
    if attachments.len() >= MOST {
        return Some(Refusal::TooMany);
    }
    let all = attachments.iter().chain([new]).map(|one| u64::from(one.size)).sum::<u64>();
    (all > LARGEST_ALL.into()).then_some(Refusal::AllTooLarge)
}

/// Bytes as people read them.
pub fn size(bytes: u32) -> String {
    let tenths = u64::from(bytes) * 10 / (1024 * 1024);
    match tenths {
        0 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use application::attachment::{LARGEST, MediaType};

    fn numbered(number: usize, size: u32) -> Change {
        let attachment = Attachment {
            kind: Kind::Licence,
            name: format!("{number}.jpg"),
            media_type: MediaType::Jpeg,
            size,
            sha256: format!("{number:064x}"),
        };
        Change::Attach { attachment, picture: Some("data:".into()), redrawn: false }
    }

    fn after(changes: Vec<Change>) -> (Evidence, Vec<Attachment>) {
        let (mut evidence, mut attachments) = (Evidence::default(), Vec::new());
        changes.into_iter().for_each(|change| evidence.change(&mut attachments, change));
        (evidence, attachments)
    }

    fn refused(evidence: &Evidence) -> Vec<Refusal> {
        match &evidence.said {
            Some((Kind::Licence, Said::Refused(all))) => all.iter().map(|(_, why)| *why).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn what_does_not_fit_beside_the_others_is_refused_and_told() {
        let (evidence, attachments) = after(vec![numbered(1, 10), numbered(1, 10)]);
        assert_eq!((refused(&evidence), attachments.len()), (vec![Refusal::Twice], 1));
        let (evidence, attachments) = after((0..=MOST + 1).map(|n| numbered(n, 10)).collect());
        assert_eq!((refused(&evidence), attachments.len()), (vec![Refusal::TooMany; 2], MOST));
        let (evidence, attachments) = after((0..5).map(|n| numbered(n, LARGEST)).collect());
        assert_eq!((refused(&evidence), attachments.len()), (vec![Refusal::AllTooLarge], 4));
    }

    #[test]
    fn a_new_choice_says_nothing_of_the_one_before() {
        let why = Change::Refuse { kind: Kind::Licence, name: "a.gif".into(), why: Refusal::WrongType };
        let (evidence, _) = after(vec![why.clone(), numbered(1, 10)]);
        assert_eq!(refused(&evidence), [Refusal::WrongType], "of one choice, what failed is told");
        let (evidence, _) = after(vec![why, Change::Reading(Kind::Licence), numbered(1, 10)]);
        assert_eq!(evidence.said, Some((Kind::Licence, Said::Attached("1.jpg".into(), false))));
    }

    #[test]
    fn what_is_removed_leaves_nothing() {
        let sha256 = format!("{:064x}", 1);
        let arrived = Change::Arrived(sha256.clone(), 5);
        let (evidence, attachments) = after(vec![numbered(1, 10), arrived, Change::Remove(sha256)]);
        assert_eq!((evidence, attachments), (Evidence::default(), Vec::new()));
    }

    #[test]
    fn sizes_are_read_with_ease() {
        for (bytes, text) in [
            (1, "1 KB"),
            (5000, "5 KB"),
            (104_858, "0.1 MB"),
            (5 * 1024 * 1024, "5.0 MB"),
            (u32::MAX, "4095.9 MB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }
}
