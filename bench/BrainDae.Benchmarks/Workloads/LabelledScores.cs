namespace BrainDae.Benchmarks.Workloads;

/// <summary>Scores and lesion labels of pixels: background of score 0 around an ellipse, of which one pixel in 40 is lesion.</summary>
internal sealed class LabelledScores
{
    public LabelledScores(int pixels)
    {
        var random = new Random(1);
        (Scores, Labels) = (new float[pixels], new byte[pixels]);
        for (var i = 0; i < pixels; i++)
        {
            if (BrainLikeSlices.IsInside(i / 128 % 128, i % 128))
            {
                Labels[i] = random.Next(40) == 0 ? (byte)1 : (byte)0;
                Scores[i] = random.NextSingle() * random.NextSingle() * (1 + Labels[i]) / 2;
            }
        }
    }

    public float[] Scores { get; }

    public byte[] Labels { get; }
}
