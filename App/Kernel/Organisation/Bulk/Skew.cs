namespace OpsFlux.Kernel.Organisation.Bulk;

/// <summary>Draws places 0 … n-1 as real life does: the k-th is drawn 1/k as often as the first (Zipf's law).</summary>
public sealed class Skew
{
    private readonly double[] cumulated;

    public Skew(int count)
    {
        cumulated = new double[count];
        var sum = 0.0;
        for (var k = 0; k < count; k++) cumulated[k] = sum += 1.0 / (k + 1);
        for (var k = 0; k < count; k++) cumulated[k] /= sum;
    }

    public int Count => cumulated.Length;

    /// <summary>The part of all draws that falls to one place.</summary>
    public double ShareOf(int place) => place == 0 ? cumulated[0] : cumulated[place] - cumulated[place - 1];

    public int Draw(Random random)
    {
        var at = Array.BinarySearch(cumulated, random.NextDouble());
        return Math.Min(at < 0 ? ~at : at + 1, cumulated.Length - 1);
    }
}
