namespace OpsFlux.Modules.Maintenance.Figures;

/// <summary>What can be said of a figure.</summary>
public enum FigureStand
{
    /// <summary>There is nothing to count it over: no required time, no closed intervention, no answer.</summary>
    Nothing,

    /// <summary>Nothing failed over the required time: neither zero nor endless.</summary>
    NoFailure,

    /// <summary>What it takes was not recorded.</summary>
    NotKnown,
    Known,
}

/// <summary>A figure, or why there is none: a figure that is missing is never shown as 0 or 100 %.</summary>
/// <typeparam name="T">A length of time, or a plain number; shares are between 0 and 1.</typeparam>
public readonly record struct Figure<T> where T : struct
{
    private Figure(FigureStand stand, T? value) => (Stand, Value) = (stand, value);

    public FigureStand Stand { get; }

    /// <summary>Where it is known, and only there.</summary>
    public T? Value { get; }

    public static implicit operator Figure<T>(T value) => new(FigureStand.Known, value);

    public static implicit operator Figure<T>(MissingFigure missing) => new(missing.Stand, null);

    /// <summary>What follows from it; where it is missing, what follows is missing for the same reason.</summary>
    public Figure<TOther> Then<TOther>(Func<T, Figure<TOther>> next) where TOther : struct =>
        Value is { } value ? next(value) : new(Stand, null);
}

/// <summary>Why there is no figure: becomes one of any kind.</summary>
public readonly record struct MissingFigure(FigureStand Stand);

/// <summary>The figures that have no value.</summary>
public static class Figure
{
    public static MissingFigure Nothing => new(FigureStand.Nothing);
    public static MissingFigure NoFailure => new(FigureStand.NoFailure);
    public static MissingFigure NotKnown => new(FigureStand.NotKnown);
}
