//! A page as steps: the files it shows, and the commands with what they print.
//!
//! In: Markdown. Out: steps in their order. What a reader is not shown stands in comments:
//!
//! - `<!-- in: empty -->`: the page begins in an empty folder.
//! - `<!-- file: PATH -->` before a block: the block is that file. Keys of a YAML file that is
//!   there are replaced, the others stay. With `, wrong` behind the path it has a fault.
//! - `<!-- change: PATH: OLD -> NEW -->`, `<!-- remove: PATH -->`: what the reader does by hand.
//! - `<!-- run: COMMAND -->` before a block: what the reader has typed some time before.
//! - `<!-- ends: N -->` before a block: its last command ends with that status, and not with 0.

/// What a page does, one after the other.
pub enum Step {
    Empty,
    File { path: String, text: String, wrong: bool },
    Change { path: String, old: String, new: String },
    Remove { path: String },
    Run(Command),
}

/// A command, and what the page says of it.
pub struct Command {
    /// Where it stands, from 1 on.
    pub line: usize,
    pub typed: String,
    pub status: i32,
    /// Lines that it prints among others.
    pub prints: Vec<String>,
}

/// A block between fences.
pub struct Block<'a> {
    /// Line of the fence, from 1 on.
    pub line: usize,
    pub info: &'a str,
    pub lines: Vec<&'a str>,
    /// What stands in comments before it.
    pub said: Vec<&'a str>,
}

/// The blocks of a page with the comments before each; what is left at the end has no block.
pub fn blocks(text: &str) -> (Vec<Block<'_>>, Vec<&str>) {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut said = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let bare = line.trim_start();
        match bare.strip_prefix("```") {
            Some(info) if !open => {
                let said = std::mem::take(&mut said);
                blocks.push(Block { line: index + 1, info, lines: Vec::new(), said });
                open = true;
            }
            Some(_) => open = false,
            None if open => blocks.last_mut().unwrap().lines.push(line),
            None => {
                let comment = bare.strip_prefix("<!-- ").and_then(|it| it.strip_suffix(" -->"));
                said.extend(comment);
            }
        }
    }
    assert!(!open, "a block has no end");
    (blocks, said)
}

/// The steps of a page.
pub fn steps(text: &str) -> Vec<Step> {
    let (blocks, _) = blocks(text);
    let mut steps = Vec::new();
    for block in blocks {
        let mut status = 0;
        for comment in &block.said {
            let Some((word, what)) = comment.split_once(": ") else { continue };
            match word {
                "in" => steps.push(Step::Empty),
                "run" => {
                    let (line, typed) = (block.line, what.to_owned());
                    let prints = Vec::new();
                    steps.push(Step::Run(Command { line, typed, status: 0, prints }));
                }
                "ends" => status = what.parse().unwrap(),
                "remove" => steps.push(Step::Remove { path: what.to_owned() }),
                "change" => {
                    let (path, change) = what.split_once(": ").unwrap();
                    let (old, new) = change.split_once(" -> ").unwrap();
                    let [path, old, new] = [path, old, new].map(str::to_owned);
                    steps.push(Step::Change { path, old, new });
                }
                "file" => {
                    let (path, wrong) = match what.strip_suffix(", wrong") {
                        Some(path) => (path, true),
                        None => (what, false),
                    };
                    let text: String = block.lines.iter().flat_map(|it| [*it, "\n"]).collect();
                    steps.push(Step::File { path: path.to_owned(), text, wrong });
                }
                _ => {}
            }
        }
        let mut commands = commands(&block);
        if let Some(last) = commands.last_mut() {
            last.status = status;
        }
        steps.extend(commands.into_iter().map(Step::Run));
    }
    steps
}

/// The commands of a block: every line of `sh`, those behind `$` of `console`.
pub fn commands(block: &Block<'_>) -> Vec<Command> {
    let mut found: Vec<Command> = Vec::new();
    let mut goes_on = false;
    for (index, line) in block.lines.iter().enumerate() {
        let typed = match block.info {
            "sh" => line.split(" # ").next().filter(|it| !it.trim().is_empty()),
            "console" => line.strip_prefix("$ "),
            _ => return Vec::new(),
        };
        match typed {
            Some(more) if goes_on => found.last_mut().unwrap().typed.push_str(more.trim()),
            Some(typed) => {
                let line = block.line + 1 + index;
                let typed = typed.trim().to_owned();
                found.push(Command { line, typed, status: 0, prints: Vec::new() });
            }
            None if line.trim().is_empty() => {}
            None => {
                let last = found.last_mut().expect("what is printed follows its command");
                last.prints.push((*line).to_owned());
            }
        }
        let last = found.last_mut().filter(|it| it.typed.ends_with('\\'));
        goes_on = last.is_some();
        if let Some(last) = last {
            last.typed.pop();
        }
    }
    found
}
