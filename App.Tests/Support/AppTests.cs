using Xunit;

namespace OpsFlux.Tests.Support;

/// <summary>Tests on one application and database per class: each starts at the clock's start, as Alice, without a permission.</summary>
/// <typeparam name="TApp"><see cref="TestApp"/>, or one with something of its own.</typeparam>
public abstract class AppTests<TApp> : IClassFixture<TApp> where TApp : TestApp
{
    protected AppTests(TApp app)
    {
        App = app;
        app.StartTest();
    }

    protected TApp App { get; }
}

/// <inheritdoc />
public abstract class AppTests(TestApp app) : AppTests<TestApp>(app);
