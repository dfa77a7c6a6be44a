//! The applications that wadm deploys in the simulation.

use lattice_event_model::Extra;
use lattice_events::{
    events::{LinkdefSet, ManifestPublished},
    values::Annotations,
};
use serde_json::json;

/// An application: a component, a provider, and the link between them.
#[derive(Debug)]
pub(crate) struct Application {
    pub(crate) name: &'static str,
    pub(crate) component: &'static str,
    pub(crate) component_image: &'static str,
    pub(crate) instances: u64,
    pub(crate) provider: &'static str,
    pub(crate) provider_image: &'static str,
    /// The name under which a host reports the provider's image.
    pub(crate) provider_image_on_host: &'static str,
    pub(crate) wit_namespace: &'static str,
    pub(crate) wit_package: &'static str,
    pub(crate) interface: &'static str,
    /// Whether the provider calls the component, as an HTTP server does.
    pub(crate) provider_calls: bool,
    pub(crate) config: (&'static str, &'static str, &'static str),
}

impl Application {
    pub(crate) fn all() -> Vec<Self> {
        vec![
            Self {
                name: "hello-world",
                component: "http-component",
                component_image: "ghcr.io/wasmcloud/components/http-hello-world-rust:0.1.0",
                instances: 10,
                provider: "httpserver",
                provider_image: "wasmcloud+builtin://http-server",
                provider_image_on_host: "http-server",
                wit_namespace: "wasi",
                wit_package: "http",
                interface: "incoming-handler",
                provider_calls: true,
                config: ("default-http", "address", "127.0.0.1:8080"),
            },
            Self {
                name: "counter",
                component: "counter",
                component_image: "ghcr.io/wasmcloud/components/http-keyvalue-counter-rust:0.1.0",
                instances: 3,
                provider: "kvredis",
                provider_image: "ghcr.io/wasmcloud/keyvalue-redis:0.28.2",
                provider_image_on_host: "ghcr.io/wasmcloud/keyvalue-redis:0.28.2",
                wit_namespace: "wasi",
                wit_package: "keyvalue",
                interface: "store",
                provider_calls: false,
                config: ("redis-url", "url", "redis://127.0.0.1:6379"),
            },
        ]
    }

    /// A name in the lattice as wadm makes it from the application's own names.
    pub(crate) fn id(&self, name: &str) -> String {
        format!("{}-{}", self.name.replace('-', "_"), name.replace('-', "_"))
    }

    pub(crate) fn component_id(&self) -> String {
        self.id(self.component)
    }

    pub(crate) fn provider_id(&self) -> String {
        self.id(self.provider)
    }

    pub(crate) fn config_name(&self) -> String {
        self.id(self.config.0)
    }

    /// What wadm notes on everything that belongs to the application.
    pub(crate) fn annotations(&self) -> Annotations {
        [("wasmcloud.dev/appspec", self.name), ("wasmcloud.dev/managed-by", "wadm")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into()
    }

    pub(crate) fn link(&self) -> LinkdefSet {
        let config = vec![self.config_name()];
        let (source_id, target, source_config, target_config) = if self.provider_calls {
            (self.provider_id(), self.component_id(), config, Vec::new())
        } else {
            (self.component_id(), self.provider_id(), Vec::new(), config)
        };
        LinkdefSet {
            interfaces: vec![self.interface.to_owned()],
            name: "default".to_owned(),
            source_config,
            source_id,
            target,
            target_config,
            wit_namespace: self.wit_namespace.to_owned(),
            wit_package: self.wit_package.to_owned(),
            extra: Extra::none(),
        }
    }

    /// The manifest with which wadm deploys the application.
    ///
    /// # Errors
    ///
    /// If the JSON below is no manifest, which the tests rule out.
    pub(crate) fn manifest(&self) -> Result<ManifestPublished, serde_json::Error> {
        let (source, target) = if self.provider_calls {
            (self.provider, self.component)
        } else {
            (self.component, self.provider)
        };
        let config = json!([{ "name": self.config.0, "properties": { self.config.1: self.config.2 } }]);
        let mut link = json!({
            "target": { "name": target },
            "namespace": self.wit_namespace,
            "package": self.wit_package,
            "interfaces": [self.interface],
        });
        let configured = if self.provider_calls { "source" } else { "target" };
        link[configured]["config"] = config;
        let mut components = vec![
            json!({
                "name": self.component,
                "type": "component",
                "properties": { "image": self.component_image },
                "traits": [{ "type": "spreadscaler", "properties": { "instances": self.instances } }],
            }),
            json!({
                "name": self.provider,
                "type": "capability",
                "properties": { "image": self.provider_image },
                "traits": [],
            }),
        ];
        for component in &mut components {
            if component["name"] == source
                && let Some(traits) = component["traits"].as_array_mut()
            {
                traits.push(json!({ "type": "link", "properties": link }));
            }
            if component["traits"] == json!([])
                && let Some(component) = component.as_object_mut()
            {
                component.remove("traits");
            }
        }
        serde_json::from_value(json!({
            "apiVersion": "core.oam.dev/v1beta1",
            "kind": "Application",
            "metadata": { "name": self.name, "annotations": { "version": "v0.1.0" } },
            "spec": { "components": components },
        }))
    }
}
