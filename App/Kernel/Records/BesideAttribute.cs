namespace OpsFlux.Kernel.Records;

/// <summary>
/// A value of a record that follows from what happens elsewhere, such as the state of equipment from the interventions on it.
/// Changing nothing but such values raises no version, whoever acts: nobody who edits the record gets a false conflict.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BesideAttribute : Attribute;
