using System.Diagnostics.CodeAnalysis;

namespace OpsFlux.Kernel.Results;

/// <summary>The outcome of an action: done, or refused for a reason. Failures that only we can cause are exceptions instead.</summary>
public readonly record struct Result(Refusal? Refusal)
{
    public static readonly Result Ok;

    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool Failed => Refusal is not null;

    public static implicit operator Result(Refusal refusal) => new(refusal);
}

/// <summary>The outcome of an action that answers something. <see cref="Value"/> stands only where <see cref="Failed"/> is false.</summary>
public readonly record struct Result<T>
{
    private Result(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    public T? Value { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(Value))]
    public bool Failed => Refusal is not null;

    /// <summary>Whether it was done, without what it answers.</summary>
    public Result Outcome => Refusal is { } refused ? refused : Result.Ok;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
