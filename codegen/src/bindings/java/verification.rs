//! How a package is verified.

use crate::bindings::language::{Check, FirstProgram, Install, Program, Verification};

/// Needs a JDK and Maven. Everything else comes with Maven.
pub(super) const VERIFICATION: Verification = Verification {
    programs: &[
        Program { command: &["javac", "--version"], install: "a JDK, 17 or newer" },
        Program { command: &["mvn", "--version"], install: "Maven, 3.8 or newer" },
    ],
    environment: &[],
    installs: &[
        Install {
            title: "google-java-format",
            files: &[],
            command: &[
                "mvn",
                "--quiet",
                "--batch-mode",
                "-Dmaven.repo.local={tools}/repository",
                "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy",
                "-Dartifact=com.google.googlejavaformat:google-java-format:1.28.0:jar:all-deps",
                "-DoutputDirectory={tools}",
            ],
        },
        // Only a whole build asks for everything that builds need.
        Install {
            title: "what Maven needs",
            files: &["pom.xml"],
            command: &[
                "mvn",
                "--quiet",
                "--batch-mode",
                "-Dmaven.repo.local={tools}/repository",
                "--file={package}/pom.xml",
                "package",
            ],
        },
    ],
    checks: &[
        Check::new(
            "format",
            &[
                "sh",
                "-c",
                "find src -name '*.java' -print0 | xargs -0 java -jar {tools}/google-java-format-1.28.0-all-deps.jar --dry-run --set-exit-if-changed",
            ],
        ),
        Check::new(
            "compiler and tests",
            &["mvn", "--quiet", "--batch-mode", "--offline", "-Dmaven.repo.local={tools}/repository", "test"],
        )
        .with_vectors(),
        Check::new(
            "javadoc and archives",
            &[
                "mvn",
                "--quiet",
                "--batch-mode",
                "--offline",
                "-Dmaven.repo.local={tools}/repository",
                "-DskipTests",
                "package",
            ],
        ),
    ],
    first_program: Some(FirstProgram {
        fence: "java",
        file: "{tools}/first-program/ReadEvents.java",
        project: &[],
        prepare: &[&[
            "mvn",
            "--quiet",
            "--batch-mode",
            "--offline",
            "-Dmaven.repo.local={tools}/repository",
            "--file={package}/pom.xml",
            "compile",
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
            "-DoutputDirectory={tools}/first-program/lib",
        ]],
        command: &["java", "-cp", "{package}/target/classes:lib/*", "ReadEvents.java"],
    }),
};
