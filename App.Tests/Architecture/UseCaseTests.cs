using Microsoft.AspNetCore.Components;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Tests.Support;
using Xunit;

namespace OpsFlux.Tests.Architecture;

public sealed class UseCaseTests(TestApp app) : AppTests(app)
{
    private static readonly Type[] Ours = typeof(IModule).Assembly.GetTypes();

    [Fact]
    public void Every_use_case_says_what_it_needs()
    {
        Assert.Empty(UseCaseRules.WithoutDoor(Ours, App.Catalog.PermissionCodes));
        Assert.Equal(
            ["Undeclared.RunAsync", "Misspelt.RunAsync", "Reasonless.RunAsync", "Undecided.RunAsync"],
            UseCaseRules.WithoutDoor([typeof(Undeclared), typeof(Misspelt), typeof(Reasonless), typeof(Undecided), typeof(Declared)], App.Catalog.PermissionCodes));
    }

    [Fact]
    public void Pieces_of_use_cases_are_called_by_those_who_have_checked()
    {
        Assert.Empty(UseCaseRules.ComponentsWithPieces(Ours));
        Assert.Empty(UseCaseRules.UnusedPieces(Ours));
        Assert.Equal(["Impatient injects Piece"], UseCaseRules.ComponentsWithPieces([typeof(Impatient)]));
        Assert.Equal(["Piece is no part of Declared"], UseCaseRules.UnusedPieces([typeof(Piece)]));
    }

    private sealed class Undeclared : IUseCase
    {
        public void RunAsync() => throw new NotSupportedException();
    }

    [Needs("tickets.veiw.ticket")]
    private sealed class Misspelt : IUseCase
    {
        public void RunAsync() => throw new NotSupportedException();
    }

    [SignedInOnly(" ")]
    private sealed class Reasonless : IUseCase
    {
        public void RunAsync() => throw new NotSupportedException();
    }

    [Needs("tickets.view.ticket"), AnyoneMay("so be it")]
    private sealed class Undecided : IUseCase
    {
        public void RunAsync() => throw new NotSupportedException();
    }

    private sealed class Declared : IUseCase
    {
        [Needs("tickets.view.ticket"), Needs("tickets.edit.ticket")]
        public void RunAsync() => throw new NotSupportedException();
    }

    [PartOf(typeof(Declared))]
    private sealed class Piece : IUseCase;

    private sealed class Impatient : ComponentBase
    {
        [Inject] private Piece Piece { get; set; } = default!;
    }
}
