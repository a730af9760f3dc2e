using System.Text;

namespace OpsFlux.Tests.Modules.Tickets.Import;

/// <summary>Writes small extracts: each row says only what its test is about.</summary>
internal static class ServiceNowCsv
{
    private static readonly (string Column, string Default)[] Columns =
    [
        ("number", "INC1"), ("incident_state", "New"), ("reassignment_count", "0"), ("reopen_count", "0"), ("sys_mod_count", "0"),
        ("caller_id", "Caller 1"), ("opened_by", "Opened by 1"), ("opened_at", "10-03-2016 08:00"), ("sys_created_at", "?"), ("sys_updated_by", "Updated by 1"),
        ("sys_updated_at", "10-03-2016 08:05"), ("location", "Location 1"), ("category", "Category 1"), ("subcategory", "Subcategory 1"), ("u_symptom", "Symptom 1"),
        ("impact", "2 - Medium"), ("urgency", "2 - Medium"), ("priority", "3 - Moderate"), ("assignment_group", "?"), ("assigned_to", "?"),
        ("resolved_by", "?"), ("resolved_at", "?"), ("closed_at", "?"),
    ];

    public static string Header => string.Join(',', Columns.Select(c => c.Column));

    /// <summary>A file of these rows, the first of them on line 2.</summary>
    public static byte[] File(params string[] rows) => Encoding.UTF8.GetBytes(string.Join('\n', [Header, .. rows, ""]));

    /// <param name="values">Column and value in turn.</param>
    public static string Row(string number, int mod, string at, string state, params string[] values)
    {
        var given = values.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        (given["number"], given["sys_mod_count"], given["sys_updated_at"], given["incident_state"]) = (number, $"{mod}", at, state);
        return string.Join(',', Columns.Select(c => given.GetValueOrDefault(c.Column, c.Default)));
    }
}
