using System.Globalization;

namespace OpsFlux.Kernel.Settings;

/// <summary>
/// Something an administrator may choose, for the whole organisation or for one structure and those below it. Its words
/// are the resources <c>Setting.{Code}</c> and <c>Setting.{Code}.Hint</c>. Values are stored as text, invariant.
/// </summary>
public abstract record SettingDeclaration(string Code)
{
    /// <summary>True: there is one value for the whole organisation, since what it governs belongs to no structure.</summary>
    public bool IsForAll { get; init; }

    /// <summary>False for what this setting cannot be.</summary>
    public abstract bool Accepts(string value);

    /// <summary>What counts where nobody chose.</summary>
    public abstract string DefaultText { get; }
}

/// <summary>A whole number, both ends included.</summary>
public sealed record NumberSetting(string Code, int Default, int Min, int Max) : SettingDeclaration(Code)
{
    public override string DefaultText => Default.ToString(CultureInfo.InvariantCulture);

    public override bool Accepts(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max;

    public int Parse(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}

/// <summary>An amount of money with two decimals, from nothing to <paramref name="Max"/>.</summary>
public sealed record AmountSetting(string Code, decimal Default, decimal Max) : SettingDeclaration(Code)
{
    private const int Decimals = 2;

    public override string DefaultText => Default.ToString(CultureInfo.InvariantCulture);

    public override bool Accepts(string value) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount >= 0 && amount <= Max && decimal.Round(amount, Decimals) == amount;

    public decimal Parse(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);
}

/// <summary>Yes or no.</summary>
public sealed record FlagSetting(string Code, bool Default) : SettingDeclaration(Code)
{
    public override string DefaultText => Default ? "true" : "false";

    public override bool Accepts(string value) => value is "true" or "false";
}

/// <summary>One of a few words; what each says is the resource <c>Setting.{Code}.{value}</c>.</summary>
public sealed record ChoiceSetting(string Code, string Default, IReadOnlyList<string> Choices) : SettingDeclaration(Code)
{
    public override string DefaultText => Default;

    public override bool Accepts(string value) => Choices.Contains(value);
}

/// <summary>What one structure, or with no structure the organisation, chose.</summary>
public sealed class SettingValue
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Code { get; init; }

    /// <summary>Null: the whole organisation.</summary>
    public Guid? StructureId { get; init; }
    public required string Value { get; set; }
}
