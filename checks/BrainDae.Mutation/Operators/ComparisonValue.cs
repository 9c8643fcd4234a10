using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>
/// &lt; to &lt;= and the like where the answer is kept as a value: there is no opcode for &lt;=, which is "not &gt;". For
/// floating-point numbers the two forms of &gt; change places, so that the answer for NaN stays.
/// </summary>
internal sealed class ComparisonValue() : MutationOperator("bound-value")
{
    public override bool Fits(MethodDefinition method, Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Clt or Code.Clt_Un or Code.Cgt => true,
        Code.Cgt_Un => !EqualityValue.IsUnequalZero(instruction),
        _ => false,
    };

    public override void Apply(MethodDefinition method, Instruction instruction)
    {
        var turned = StackTop.IsFloat(instruction.Previous);
        instruction.OpCode = instruction.OpCode.Code switch
        {
            Code.Clt => turned ? OpCodes.Cgt_Un : OpCodes.Cgt,
            Code.Clt_Un => turned ? OpCodes.Cgt : OpCodes.Cgt_Un,
            Code.Cgt => turned ? OpCodes.Clt_Un : OpCodes.Clt,
            _ => turned ? OpCodes.Clt : OpCodes.Clt_Un,
        };
        InsertAfter(method, instruction, Instruction.Create(OpCodes.Ldc_I4, 0), Instruction.Create(OpCodes.Ceq));
    }
}
