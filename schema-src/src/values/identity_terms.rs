use lattice_event_model::open_enum;

open_enum! {
    /// What kind of workload holds an identity.
    pub enum WorkloadKind {
        /// The host itself.
        Host = "host",
        /// A provider that runs on the host.
        Provider = "provider",
        /// A component that runs on the host.
        Component = "component",
    }
}

open_enum! {
    /// The kind of document that proves an identity (SVID).
    pub enum SvidType {
        /// An X.509 certificate (X509-SVID).
        X509 = "x509",
        /// A signed token for one audience (JWT-SVID). Whoever has it can use it.
        Jwt = "jwt",
        /// A signed token that is bound to a key (WIT-SVID).
        Wit = "wit",
    }
}

open_enum! {
    /// The algorithm and size of the key that an identity is bound to.
    pub enum KeyAlgorithm {
        /// Elliptic curve P-256.
        EcP256 = "ec-p256",
        /// Elliptic curve P-384.
        EcP384 = "ec-p384",
        /// Elliptic curve P-521.
        EcP521 = "ec-p521",
        /// RSA with 2048 bits.
        Rsa2048 = "rsa-2048",
        /// RSA with 3072 bits.
        Rsa3072 = "rsa-3072",
        /// RSA with 4096 bits.
        Rsa4096 = "rsa-4096",
        /// Ed25519.
        Ed25519 = "ed25519",
    }
}

open_enum! {
    /// The algorithm with which a token is signed, by its name in JWA (RFC 7518,
    /// section 3.1). These nine are what SPIFFE allows (JWT-SVID, section 2.1).
    pub enum SignatureAlgorithm {
        /// RSASSA-PKCS1-v1_5 with SHA-256.
        Rs256 = "RS256",
        /// RSASSA-PKCS1-v1_5 with SHA-384.
        Rs384 = "RS384",
        /// RSASSA-PKCS1-v1_5 with SHA-512.
        Rs512 = "RS512",
        /// ECDSA on P-256 with SHA-256.
        Es256 = "ES256",
        /// ECDSA on P-384 with SHA-384.
        Es384 = "ES384",
        /// ECDSA on P-521 with SHA-512.
        Es512 = "ES512",
        /// RSASSA-PSS with SHA-256.
        Ps256 = "PS256",
        /// RSASSA-PSS with SHA-384.
        Ps384 = "PS384",
        /// RSASSA-PSS with SHA-512.
        Ps512 = "PS512",
    }
}

open_enum! {
    /// Where the host gets an identity from.
    pub enum IdentitySourceApi {
        /// The SPIFFE Workload API, which serves the caller's own identity.
        WorkloadApi = "workload_api",
        /// The Delegated Identity API of SPIRE, which serves the identities of
        /// other workloads to a trusted caller.
        DelegatedIdentity = "delegated_identity",
        /// The SPIFFE Broker API, which serves the identity of a workload that
        /// the caller names.
        Broker = "broker",
        /// Something else.
        Other = "other",
    }
}

open_enum! {
    /// What an identity is used for.
    pub enum IdentityPurpose {
        /// To authenticate to NATS.
        NatsAuth = "nats_auth",
        /// To pull images from an OCI registry.
        OciPull = "oci_pull",
        /// To authenticate both ends of TLS connections.
        Mtls = "mtls",
        /// To authenticate to a service outside of the lattice.
        ThirdParty = "third_party",
        /// To authenticate to workloads of another trust domain.
        Federation = "federation",
        /// For something else.
        Other = "other",
    }
}

open_enum! {
    /// Why an identity was rotated.
    pub enum RotationReason {
        /// The time had come: a part of its lifetime has passed.
        Scheduled = "scheduled",
        /// Somebody asked for it.
        Forced = "forced",
        /// The authority that signs has a new key.
        AuthorityRotated = "authority_rotated",
        /// The key of the authority that signed is not to be trusted any more.
        AuthorityTainted = "authority_tainted",
        /// What is registered for the workload has changed.
        EntryChanged = "entry_changed",
        /// The node or the workload was attested anew.
        Reattested = "reattested",
        /// The host or the workload was restarted.
        Restart = "restart",
        /// The host does not know.
        NotKnown = "unknown",
    }
}

open_enum! {
    /// What kind of error kept an identity from being issued or rotated.
    pub enum IdentityErrorKind {
        /// The endpoint does not answer. Trying again helps.
        EndpointUnavailable = "endpoint_unavailable",
        /// No identity is registered for the workload. Trying again helps once
        /// one is.
        PermissionDenied = "permission_denied",
        /// The endpoint refuses the request itself. Trying again does not help.
        InvalidArgument = "invalid_argument",
        /// The endpoint does not know the request. Trying again does not help.
        Unimplemented = "unimplemented",
        /// The answer holds no identity that fits.
        NoSuitableSvid = "no_suitable_svid",
        /// The answer was refused, for instance because it had already expired.
        UpdateRejected = "update_rejected",
        /// The answer is larger than the host allows.
        LimitExceeded = "limit_exceeded",
        /// No answer came in time.
        Timeout = "timeout",
        /// The answer could not be read.
        Parse = "parse",
        /// Something else.
        Other = "other",
    }
}

open_enum! {
    /// The status code of a failed gRPC call, by its name in gRPC.
    pub enum GrpcCode {
        /// The caller gave up.
        Cancelled = "CANCELLED",
        /// An error that has no other code.
        UnknownError = "UNKNOWN",
        /// The request is invalid in itself.
        InvalidArgument = "INVALID_ARGUMENT",
        /// No answer came in time.
        DeadlineExceeded = "DEADLINE_EXCEEDED",
        /// What was asked for does not exist.
        NotFound = "NOT_FOUND",
        /// What was to be made exists already.
        AlreadyExists = "ALREADY_EXISTS",
        /// The caller may not do this. The Workload API answers so where no
        /// identity is registered for the caller.
        PermissionDenied = "PERMISSION_DENIED",
        /// A quota or a resource is exhausted.
        ResourceExhausted = "RESOURCE_EXHAUSTED",
        /// The server is not in the state that the request needs.
        FailedPrecondition = "FAILED_PRECONDITION",
        /// The call was aborted, for instance by a conflict.
        Aborted = "ABORTED",
        /// The request goes beyond a valid range.
        OutOfRange = "OUT_OF_RANGE",
        /// The server does not know the call.
        Unimplemented = "UNIMPLEMENTED",
        /// The server broke.
        Internal = "INTERNAL",
        /// The server cannot be reached at present.
        Unavailable = "UNAVAILABLE",
        /// Data is lost or corrupt.
        DataLoss = "DATA_LOSS",
        /// The caller is not authenticated.
        Unauthenticated = "UNAUTHENTICATED",
    }
}

open_enum! {
    /// Why an identity was revoked: the reasons of RFC 5280, section 5.3.1, and
    /// one of SPIFFE's own.
    pub enum RevocationReason {
        /// No reason was given.
        Unspecified = "unspecified",
        /// The workload's key may be known to others.
        KeyCompromise = "key_compromise",
        /// The key of the authority that signed may be known to others.
        CaCompromise = "ca_compromise",
        /// What the identity says about the workload is not true any more.
        AffiliationChanged = "affiliation_changed",
        /// Another identity has taken its place.
        Superseded = "superseded",
        /// The workload was stopped for good.
        CessationOfOperation = "cessation_of_operation",
        /// The workload may not have the identity any more.
        PrivilegeWithdrawn = "privilege_withdrawn",
        /// The Workload API left the identity out of its newest answer
        /// (Workload API, section 5.2.1).
        RedactedByProvider = "redacted_by_provider",
    }
}

open_enum! {
    /// Who caused a change, in the terms of CAEP.
    pub enum InitiatingEntity {
        /// A person who administers the lattice.
        Admin = "admin",
        /// The owner of the workload.
        User = "user",
        /// A rule.
        Policy = "policy",
        /// The system itself.
        System = "system",
    }
}

open_enum! {
    /// What happened to a trust bundle.
    pub enum TrustBundleChange {
        /// The host has a bundle of the trust domain for the first time.
        Added = "added",
        /// The bundle has other authorities, or another sequence number.
        Updated = "updated",
        /// The host does not have the bundle any more.
        Removed = "removed",
    }
}
