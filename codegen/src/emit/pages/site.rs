//! Templates, and the pages made so far.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior,
    syntax::SyntaxConfig,
    value::{Serde, Value},
};
use serde::Serialize;

use crate::{
    CodegenError,
    bindings::{self, EventNames},
    context::{Context, EventContext},
    markdown::{self, Links, Passage},
};

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../templates/pages/", $name, ".md.j2")))
    };
}

const TEMPLATES: &[(&str, &str)] = &[
    template!("page"),
    template!("event"),
    template!("packages"),
    template!("subscribe"),
    template!("index"),
    template!("envelope"),
    template!("versioning"),
    template!("changelog"),
    template!("legacy"),
    template!("guide"),
    template!("rule"),
    template!("rules"),
    template!("statements"),
    template!("beyond"),
];

/// A page that is finished.
pub(super) struct Page {
    /// Its path below the output directory.
    pub(super) path: String,
    /// Its heading, as plain text.
    pub(super) title: String,
    /// What it tells, as plain text.
    pub(super) description: String,
    /// What stands below the front matter.
    pub(super) body: String,
    /// The whole file.
    pub(super) text: String,
    /// Where it stands in `llms.txt`.
    pub(super) section: &'static str,
}

/// What a page says of itself in its front matter.
pub(super) struct Front<'a> {
    pub(super) path: &'a str,
    pub(super) title: &'a str,
    /// Markdown or plain text; it is cut where it is too long.
    pub(super) description: &'a str,
    /// Place among the pages of its folder.
    pub(super) position: usize,
    pub(super) section: &'static str,
}

pub(super) struct Site<'a> {
    pub(super) context: &'a Context<'a>,
    /// Paths of all files to which pages may link.
    pub(super) published: BTreeSet<String>,
    pub(super) pages: Vec<Page>,
    /// The packages for other languages, and what they call the events.
    pub(super) packages: Vec<EventNames>,
    templates: Environment<'static>,
    /// Texts that are portable already, by themselves: many stand on many pages.
    blocks: RefCell<HashMap<String, String>>,
    cells: RefCell<HashMap<String, String>>,
}

impl<'a> Site<'a> {
    pub(super) fn new(context: &'a Context<'a>, published: BTreeSet<String>) -> Result<Self, CodegenError> {
        let mut templates = Environment::new();
        let error = |path: &str, source| CodegenError::Template { path: path.to_owned(), source };
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        templates.set_syntax(syntax.map_err(|source| error("templates", source))?);
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_auto_escape_callback(|_| AutoEscape::None);
        templates.add_filter("quotation", quotation);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source).map_err(|source| error(name, source))?;
        }
        Ok(Self {
            context,
            published,
            pages: Vec::new(),
            packages: bindings::event_names(context)?,
            templates,
            blocks: RefCell::default(),
            cells: RefCell::default(),
        })
    }

    /// Renders a template. `path` is for errors.
    pub(super) fn render(
        &self,
        template: &str,
        path: &str,
        view: &impl Serialize,
    ) -> Result<String, CodegenError> {
        self.templates
            .get_template(template)
            .and_then(|template| template.render(Value::from(Serde(view))))
            .map_err(|source| CodegenError::Template { path: path.to_owned(), source })
    }

    /// Renders a page and keeps it.
    pub(super) fn add(
        &mut self,
        front: Front<'_>,
        template: &str,
        view: &impl Serialize,
    ) -> Result<(), CodegenError> {
        #[derive(Serialize)]
        struct View<'v> {
            title: String,
            description: String,
            position: usize,
            body: &'v str,
        }
        let body = tidy(&self.render(template, front.path, view)?);
        let description = markdown::summary(front.description);
        let view = View {
            title: markdown::quoted(front.title),
            description: markdown::quoted(&description),
            position: front.position,
            body: &body,
        };
        let text = self.render("page", front.path, &view)?;
        self.pages.push(Page {
            path: front.path.to_owned(),
            title: front.title.to_owned(),
            description,
            text: format!("{}\n", text.trim_end()),
            body,
            section: front.section,
        });
        Ok(())
    }

    /// A text of the catalogue as blocks.
    pub(super) fn block(&self, place: &str, text: &str) -> Result<String, CodegenError> {
        once(&self.blocks, text, || Passage::new(place, text).block())
    }

    /// Texts of the catalogue, each to stand in a list item.
    pub(super) fn blocks(&self, place: &str, texts: &[&str]) -> Result<Vec<String>, CodegenError> {
        texts.iter().map(|text| self.block(place, text)).collect()
    }

    /// A text of the catalogue in a cell of a table.
    pub(super) fn cell(&self, place: &str, text: &str) -> Result<String, CodegenError> {
        once(&self.cells, text, || Passage::new(place, text).cell())
    }

    /// A text that was written for one page, with links to others.
    pub(super) fn own_block(&self, page: &str, place: &str, text: &str) -> Result<String, CodegenError> {
        let links = Links::Within { page, files: &self.published };
        Passage { links, heading: 2, ..Passage::new(place, text) }.block()
    }

    /// The event that another one names.
    pub(super) fn event_named(
        &self,
        name: &str,
        by: &EventContext,
    ) -> Result<&'a EventContext, CodegenError> {
        self.context.event(name).ok_or_else(|| CodegenError::Definition {
            event: by.entry.definition.name.to_owned(),
            reason: format!("it names the event `{name}`, which is not in the catalogue"),
        })
    }
}

fn once(
    made: &RefCell<HashMap<String, String>>,
    text: &str,
    make: impl FnOnce() -> Result<String, CodegenError>,
) -> Result<String, CodegenError> {
    if let Some(known) = made.borrow().get(text) {
        return Ok(known.clone());
    }
    let portable = make()?;
    made.borrow_mut().insert(text.to_owned(), portable.clone());
    Ok(portable)
}

/// A link between two files of the output, its text a code span.
pub(super) fn code_link(page: &str, shown: &str, file: &str) -> String {
    format!("[{}]({})", markdown::code_cell(shown), markdown::relative(page, file))
}

/// Every line behind a `>`.
fn quotation(text: &str) -> String {
    let lines: Vec<String> =
        text.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect();
    lines.join("\n")
}

/// Templates leave blank lines where something is not there: outside of code,
/// one in a row is enough.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut fence: Option<String> = None;
    let mut blank = true;
    for line in text.lines() {
        let start = line.trim_start_matches([' ', '>']);
        match &fence {
            Some(open) if start.starts_with(open) && start.trim_end().trim_matches(['`', '~']).is_empty() => {
                fence = None;
            }
            Some(_) => {}
            None => {
                let marks: String = start.chars().take_while(|mark| matches!(mark, '`' | '~')).collect();
                if marks.len() >= 3 {
                    fence = Some(marks);
                }
            }
        }
        let line = if fence.is_some() { line } else { line.trim_end() };
        if line.is_empty() && blank && fence.is_none() {
            continue;
        }
        blank = line.is_empty();
        tidied.push_str(line);
        tidied.push('\n');
    }
    tidied.trim_end().to_owned()
}
