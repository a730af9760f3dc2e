namespace OpsFlux.Kernel.Import;

/// <summary>What is wrong with a row, as a value: told in the reader's language by <see cref="ImportText"/>.</summary>
/// <param name="Line">As an editor counts it, from 1, the header included.</param>
/// <param name="Column">Null: the row as a whole.</param>
/// <param name="Code">Key <c>Error.{Code}</c> of its text.</param>
/// <param name="Arguments">Fill the text; the wrong value comes first.</param>
public sealed record ImportError(int Line, string? Column, string Code, params object[] Arguments);
