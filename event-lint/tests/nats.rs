//! `event-lint` on a real nats-server. Each test starts its own, on a free
//! port. Without the program the tests are shown as ignored, not as passed:
//! `cargo xtask test` installs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "files of a test, in a folder that goes away")]

mod nats {
    pub(crate) mod accounts;
    pub(crate) mod addresses;
    pub(crate) mod authentication;
    pub(crate) mod certificates;
    pub(crate) mod connecting;
    pub(crate) mod contexts;
    pub(crate) mod emit;
    pub(crate) mod encryption;
    pub(crate) mod events;
    pub(crate) mod gaps;
    pub(crate) mod judgements;
    pub(crate) mod live;
    pub(crate) mod permissions;
    pub(crate) mod program;
    pub(crate) mod publisher;
    pub(crate) mod record;
    pub(crate) mod replay;
    pub(crate) mod secrets;
    pub(crate) mod server;
    pub(crate) mod shared;
}

use std::process::ExitCode;

use libtest_mimic::{Arguments, Completion, Trial};

/// A test: what it is called, and what it does.
type Test = (&'static str, fn());

/// The names of functions, and the functions.
macro_rules! tests {
    ($($module:ident: $($name:ident,)+;)+) => {
        &[$($((concat!(stringify!($module), "::", stringify!($name)), nats::$module::$name as fn())),+),+]
    };
}

const TESTS: &[Test] = tests! {
    live:
        what_is_published_is_judged,
        the_limit_of_the_server_is_known,
        people_see_the_subject_and_the_number,
        every_lattice_can_be_watched,
        any_subject_can_be_watched,
        tenants_can_be_watched,
        a_run_ends_with_a_report_when_a_signal_comes,
        a_refused_subscription_is_told_at_once,
        a_run_without_messages_proves_nothing,
        a_watch_whose_reader_went_away_ends,
        enough_findings_end_a_run,
        interim_reports_say_how_it_stands,
        the_catalogue_is_read_again,
        the_configuration_is_read_again,
        a_catalogue_without_a_required_type_is_refused,
        large_messages_are_judged,
        what_a_flood_drops_is_counted,
        a_queue_that_is_full_is_counted,
        a_share_without_a_lattice_has_seen_messages,
        times_may_be_longer_than_anybody_lives,
        a_ready_file_of_an_earlier_run_goes_first,
        judgements_go_through_a_pipe,
        a_run_whose_output_nobody_reads_ends,
        what_is_no_name_of_the_protocol_is_told,
        ;
    gaps:
        a_restart_of_the_server_is_a_gap,
        a_cut_network_is_a_gap,
        a_server_that_stays_away_is_a_gap_without_an_end,
        headers_that_break_the_connection_are_a_gap,
        ;
    shared:
        a_group_shares_the_messages,
        partitions_share_the_lattices,
        durable_readers_share_a_stream_and_one_is_killed,
        a_durable_consumer_goes_on_where_it_was,
        a_consumer_for_another_purpose_is_left_alone,
        a_sole_reader_tells_what_is_missing,
        a_consumer_that_is_deleted_ends_the_run,
        ;
    replay:
        everything_in_a_stream_is_judged,
        a_part_of_a_stream_can_be_read,
        removed_messages_part_no_range,
        an_empty_stream_proves_nothing,
        a_stream_that_does_not_exist_is_told,
        a_work_queue_is_left_alone,
        a_restart_of_the_server_is_survived,
        messages_with_a_status_line_are_judged_or_told,
        messages_that_cannot_be_read_are_told,
        a_purge_in_the_middle_is_told,
        an_end_behind_the_stream_is_told,
        a_stream_that_grows_is_read_to_its_end,
        a_deleted_consumer_is_made_again,
        a_stream_of_large_messages_needs_little_memory,
        ;
    emit:
        exactly_the_planted_faults_are_found,
        a_clean_lattice_has_nothing_unexpected,
        a_fault_that_does_not_arrive_is_missed,
        the_same_seed_publishes_the_same_lattice,
        a_stream_takes_each_message,
        without_a_stream_nothing_is_acknowledged,
        rates_are_kept,
        the_truth_is_written_when_a_run_is_stopped,
        a_run_ends_without_its_server,
        a_run_that_waits_for_its_server_can_be_stopped,
        ;
    record:
        a_recording_is_judged_as_the_lattice_was,
        recordings_are_rotated,
        what_is_lost_is_told,
        what_comes_without_a_pause_is_written,
        a_hang_up_ends_a_recording,
        an_earlier_recording_stays,
        ;
    authentication:
        a_user_has_a_password,
        a_password_in_an_address_is_decoded,
        a_token_is_enough,
        a_key_signs,
        credentials_are_signed_by_an_account,
        credentials_that_expire_are_a_gap,
        ;
    encryption:
        an_authority_can_be_named,
        the_store_of_the_machine_may_be_missing,
        the_name_of_the_host_counts,
        a_client_can_have_a_certificate,
        tls_can_come_first,
        a_server_without_tls_is_refused,
        ;
    contexts:
        a_context_is_found_by_its_name,
        a_context_says_only_what_nobody_else_says,
        a_user_replaces_the_token_of_a_context,
        a_tilde_in_a_context_is_the_home_folder,
        a_broken_context_is_told_without_what_is_in_it,
        ;
    permissions:
        watching_needs_its_subjects,
        a_queue_group_needs_its_own,
        recording_needs_its_subjects,
        reading_a_stream_needs_its_interface,
        a_reader_that_was_interrupted_needs_nothing_more,
        a_durable_reader_acknowledges,
        publishing_needs_its_subjects,
        publishing_to_a_stream_needs_an_inbox,
        permissions_follow_the_options,
        a_domain_is_read_at_its_own_server,
        a_domain_is_read_behind_a_leaf,
        ;
    secrets:
        a_password_is_seen_nowhere,
        a_token_is_seen_nowhere,
        a_secret_leaves_the_list_of_processes_at_once,
        other_commands_hide_it_too,
        errors_say_nothing_of_it,
        help_says_nothing_of_the_environment,
        what_is_no_option_is_told,
        ;
    addresses:
        the_next_server_is_taken,
        a_server_that_is_not_there_is_told,
        a_server_that_says_nothing_is_left_soon,
        what_is_no_nats_server_is_told,
        ;
};

/// Tests that take minutes: `cargo xtask test --all` runs them.
const LONG: &[Test] = tests! {
    replay:
        a_million_events_are_judged,
        ;
};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let has_server = nats::server::program().is_some();
    let all = std::env::var_os("LATTICE_LONG_TESTS").is_some_and(|value| value == "1");
    let usual = TESTS.iter().map(|test| (test, true));
    let long = LONG.iter().map(|test| (test, all));
    let trials = usual
        .chain(long)
        .map(|(&(name, test), wanted)| {
            Trial::ignorable_test(name, move || {
                if !has_server {
                    return Ok(Completion::ignored_with("there is no nats-server: run `cargo xtask test`"));
                }
                if !wanted {
                    return Ok(Completion::ignored_with("it takes minutes: run `cargo xtask test --all`"));
                }
                test();
                Ok(Completion::Completed)
            })
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}
