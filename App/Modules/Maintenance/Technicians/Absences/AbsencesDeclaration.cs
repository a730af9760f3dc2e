using OpsFlux.Kernel.Modules;
using OpsFlux.Modules.Maintenance.Public;
using OpsFlux.Modules.Maintenance.Technicians.Certificates;

namespace OpsFlux.Modules.Maintenance.Technicians.Absences;

/// <summary>Marks the texts of absences, working hours and certificates.</summary>
public sealed class AbsencesText;

internal static class AbsencesDeclaration
{
    /// <summary>When technicians are there, and how long their certificates hold.</summary>
    public static ModuleBuilder AddAbsences(this ModuleBuilder module) => module
        .Texts<AbsencesText>()
        .News(TechnicianNews.All)
        .Job<MoveAbsentTechnicians>("maintenance.technician-absences", "0 1 * * * ?")
        .Job<WarnOfCertificates>("maintenance.certificates", "0 30 6 * * ?")
        .On<TechnicianAbsentAtWork, TellAboutTechnician>()
        .On<CertificateExpiring, TellAboutTechnician>();
}
