using System.Diagnostics;
using BrainDae.Fuzz.Coverage;
using BrainDae.Fuzz.Targets;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Running;

/// <summary>
/// Changes inputs and reads them. Input number i is a function of seed, target, i and the corpus at that point, so a
/// run can stop anywhere and go on. Inputs that take a new way through the libraries join the corpus.
/// </summary>
public sealed class Fuzzer(IFuzzTarget target, Corpus corpus, Judge judge, FailureFolder? failures)
{
    private const int Recent = 16;
    private const int SavedEvery = 20_000;

    private readonly EdgeHistory history = new();
    private readonly List<byte[]> accepted = [];
    private readonly long key = target.Name.Aggregate(17L, (hash, c) => unchecked(hash * 31 + c));

    /// <summary>Reads inputs until there were enough or time is up.</summary>
    /// <param name="inputs">Number of inputs, those of earlier sessions included.</param>
    /// <param name="time">For this session.</param>
    public FuzzReport Run(long inputs, TimeSpan time)
    {
        Replay();
        var state = corpus.State;
        var (before, start) = (state.Seconds, Stopwatch.GetTimestamp());
        while (state.Inputs < inputs && Stopwatch.GetElapsedTime(start) < time)
        {
            state = state.With(Next(state.Inputs));
            if (state.Inputs % SavedEvery == 0)
            {
                corpus.Save(Timed());
            }
        }

        corpus.Save(Timed());
        return corpus.State;

        FuzzReport Timed() => state with { Corpus = corpus.Inputs.Count, Edges = history.Edges, Seconds = before + Stopwatch.GetElapsedTime(start).TotalSeconds };
    }

    // Twice: what classes do at their first use is no news.
    private void Replay()
    {
        foreach (var input in corpus.Inputs.Concat(corpus.Inputs).ToArray())
        {
            EdgeMap.Clear();
            judge.Of(input);
            history.Add();
        }

        accepted.AddRange(corpus.Inputs.Where(input => judge.Of(input).Outcome == Outcome.Accepted));
    }

    private Outcome Next(long number)
    {
        var random = new RandomStream(corpus.State.Seed, key, number);
        var input = target.Mutate(Choose(random), Choose(random), random);
        if (input.Length > corpus.LongestInput)
        {
            input = input[..corpus.LongestInput];
        }

        EdgeMap.Clear();
        var verdict = judge.Of(input);
        if (verdict.Failed)
        {
            failures?.Save(target, input, verdict);
        }
        else if (!corpus.IsFull && history.Add())
        {
            corpus.Add(input, number);
            if (verdict.Outcome == Outcome.Accepted)
            {
                accepted.Add(input);
            }
        }

        return verdict.Outcome;
    }

    // Changes of what was accepted get furthest, those of what was new last have been tried least.
    private byte[] Choose(RandomStream random)
    {
        var count = corpus.Inputs.Count;
        return random.NextInt(4) switch
        {
            0 => corpus.Inputs[count - 1 - random.NextInt(Math.Min(count, Recent))],
            1 => corpus.Inputs[random.NextInt(count)],
            _ when accepted.Count == 0 => corpus.Inputs[random.NextInt(count)],
            _ => accepted[random.NextInt(accepted.Count)],
        };
    }
}
