//! The registry: every rule once, by code.

use crate::Rule;

/// Lists the modules of the rules and the registry in one table.
macro_rules! registry {
    ($($family:ident { $($rule:ident),* $(,)? })*) => {
        $(mod $family { $(pub(super) mod $rule;)* })*
        static RULES: &[&Rule] = &[$($(&$family::$rule::RULE,)*)*];
    };
}

registry! {
    // JX0: structure
    structure {
        missing_identity, missing_level1_group, missing_target, missing_actual,
        missing_points_or_score, goal_copied_as_result, leftover_markup,
        not_applicable_indicator_with_points, duplicate_indicator, year_mismatch, unreadable_region,
        missing_report_part,
        problem_section_without_problem,
    }
    // JX1: funds
    funds {
        money_unit_mismatch, fund_parts_do_not_sum, execution_rate_wrong, execution_score_wrong,
        executed_exceeds_budget, budget_cut_to_spending, cost_indicators_do_not_sum_to_budget,
        standard_times_quantity_mismatch, parent_zero_but_parts_not, zero_budget,
        negative_or_impossible_amount, low_execution_unexplained,
    }
    // JX2: points
    points {
        points_do_not_total_100, group_points_differ_from_heading, weights_off_regulation,
        execution_points_off_regulation, subtotal_wrong, single_indicator_dominates,
    }
    // JX3: scores
    scores {
        score_exceeds_points,
        full_score_below_target,
        deduction_at_or_above_target,
        score_not_proportional,
        over_fulfilment_unexplained,
        total_differs_from_rows,
        grade_differs_from_band,
        qualitative_score_outside_tier,
        equal_cases_scored_differently,
        score_too_good_for_execution,
        negative_score,
        reverse_indicator_scored_as_forward,
    }
    // JX4: quality of indicators
    indicators {
        target_not_measurable,
        actual_not_stated,
        wrong_sign,
        indicator_in_wrong_group,
        unit_differs,
        target_set_too_low,
        name_contradicts_target,
        satisfaction_without_survey,
        same_text_for_all,
        percentage_out_of_range,
    }
    // JX5: deviation
    deviation {
        shortfall_without_reason,
        boilerplate_reason,
        reason_contradicts_figures,
        reason_without_measure,
    }
    // JX6: between documents
    between {
        table_and_report_disagree,
        report_score_strip_wrong,
        department_totals_do_not_add,
        project_list_incomplete,
        project_differs_from_department_summary,
        last_year_text_reused,
        comparison_column_contradicts,
        people_counts_inconsistent,
        project_sum_differs_from_project_spend,
        goal_and_indicators_disagree,
    }
}

/// All rules, by code.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied()
}

/// The rule with this code or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code.eq_ignore_ascii_case(code_or_name) || rule.name == code_or_name)
}
