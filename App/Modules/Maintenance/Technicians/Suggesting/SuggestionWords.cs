using System.Globalization;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Sla.Policies;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Technicians.Suggesting;

/// <summary>What counted for a technician, in the reader's words.</summary>
internal static class SuggestionWords
{
    extension(TextCatalog texts)
    {
        /// <summary>"a la compétence hydraulique", "en congé jusqu’au 24/11/2026", "3 h prévues ce jour-là".</summary>
        public string Of(SuggestionReason reason) => texts.Format($"Suggest.{reason.Code}", [.. reason.Arguments.Select(texts.Said)]);

        private object Said(object argument) => argument switch
        {
            DateOnly day => day.ToString("d", CultureInfo.CurrentCulture),
            TimeSpan length => PolicyWords.Length((int)length.TotalMinutes),
            TechnicianState state => texts.Of(state),
            _ => argument,
        };
    }
}
