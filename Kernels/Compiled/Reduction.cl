typedef global float* Reduction_Sum_type_0;
struct Reduction_Sum_type_1;
typedef local float* Reduction_Sum_type_2;

struct Reduction_Sum_type_1_kernel;
struct Reduction_Sum_type_1_kernel;
struct Reduction_Sum_type_1_kernel;

struct Reduction_Sum_type_1
{
	Reduction_Sum_type_0 field_0;
	long field_1;
};

struct Reduction_Sum_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_Sum(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Reduction_Sum_type_1_kernel var0,
	struct Reduction_Sum_type_1_kernel var1,
	struct Reduction_Sum_type_1_kernel var2,
	int var3,
	int var4,
	float var5,
	int var6)
{
	struct Reduction_Sum_type_1 var7;
	struct Reduction_Sum_type_1 var8;
	struct Reduction_Sum_type_1 var9;
	Reduction_Sum_type_2 var11;
	float var13;
	float var15;
	float var16;
	int var20;
	int var21;
	Reduction_Sum_type_0 var22;
	long var24;
	bool var26;
	int var27;
	int var28;
	int var12;
	int var29;
	int var30;
	bool var31;
	int var33;
	Reduction_Sum_type_0 var34;
	float var35;
	Reduction_Sum_type_0 var36;
	Reduction_Sum_type_0 var37;
	float var38;
	float var39;
	float var40;
	int var14;
	int var41;
	int var42;
	bool var43;
	int var17;
	int var44;
	Reduction_Sum_type_2 var45;
	bool var48;
	float var49;
	int var50;
	bool var52;
	float var18;
	Reduction_Sum_type_0 var53;
	float var54;
	bool var56;
	int var57;
	Reduction_Sum_type_0 var58;
	float var59;
	float var60;
	int var61;
	Reduction_Sum_type_0 var62;
	bool var63;
	Reduction_Sum_type_2 var64;
	float var65;
	int var66;
	Reduction_Sum_type_2 var67;
	float var68;
	float var69;
	int var71;
	int var73;
	Reduction_Sum_type_0 var74;
	float var75;
	float var76;

	;
	var7.field_0 = (Reduction_Sum_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Reduction_Sum_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Reduction_Sum_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;
	local float var10[128];
	var11 = &var10[0];

	L_0: ;
	;
	;
	;
	var20 =  get_group_id ( 0 );
	var21 = (int)((int) var20 *  (int)var4);
	var22 =  var7.field_0;
	var24 =  var8.field_1;
	var26 = (long) var24 <= (long) 0;
	var27 = (int)((int) var21 +  (int)var4);
	var28 = (int) min ((int)var3, (int)var27);
	if (var26)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var29 =  get_local_id ( 0 );
	var30 = (int)((int) var21 +  (int)var29);
	var12 = var30;
	var13 = 0.0f;
	 goto L_3;

	L_3: ;
	var31 = (int) var12 < (int) var28;
	if (var31)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var16 = var13;
	 goto L_6;

	L_4: ;
	var33 = (int)((int) var12 +  (int)128);
	var34 =  & var22[var12];
	var35 =  *  var34;
	var36 =  var8.field_0;
	var37 =  & var36[var12];
	var38 =  *  var37;
	var39 = (float)((float) var35 *  (float)var38);
	var40 = (float)((float) var13 +  (float)var39);
	var12 = var33;
	var13 = var40;
	 goto L_3;

	L_1: ;
	;
	var41 =  get_local_id ( 0 );
	var42 = (int)((int) var21 +  (int)var41);
	var14 = var42;
	var15 = 0.0f;
	 goto L_7;

	L_7: ;
	var43 = (int) var14 < (int) var28;
	var16 = var15;
	if (var43)
		 goto L_8;
	 goto L_6;

	L_6: ;
	;
	var44 =  get_local_id ( 0 );
	var45 =  & var11[var44];
	 *  var45 =  var16;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var17 = 64;
	 goto L_9;

	L_9: ;
	var48 = (int) var17 > (int) 0;
	if (var48)
		 goto L_10;
	 goto L_11;

	L_11: ;
	var49 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var50 =  get_local_id ( 0 );
	var52 = (int) var50 == (int) 0;
	if (var52)
		 goto L_12;
	 goto L_13;

	L_12: ;
	;
	var53 =  var9.field_0;
	var54 = (float)((float) var5 *  (float)var49);
	var56 = (int) var6 == (int) 0;
	var18 = var54;
	if (var56)
		 goto L_14;
	 goto L_15;

	L_15: ;
	var57 =  get_group_id ( 0 );
	var58 =  & var53[var57];
	var59 =  *  var58;
	var60 = (float)((float) var54 +  (float)var59);
	var18 = var60;
	 goto L_14;

	L_14: ;
	var61 =  get_group_id ( 0 );
	var62 =  & var53[var61];
	 *  var62 =  var18;
	 goto L_13;

	L_13: ;
	 return ;

	L_10: ;
	var63 = (int) var44 >= (int) var17;
	if (var63)
		 goto L_16;
	 goto L_17;

	L_17: ;
	var64 =  & var11[var44];
	var65 =  *  var64;
	var66 = (int)((int) var44 +  (int)var17);
	var67 =  & var11[var66];
	var68 =  *  var67;
	var69 = (float)((float) var65 +  (float)var68);
	 *  var64 =  var69;
	 goto L_16;

	L_16: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var71 = (int)((int) var17 >>  (int)1);
	var17 = var71;
	 goto L_9;

	L_8: ;
	var73 = (int)((int) var14 +  (int)128);
	var74 =  & var22[var14];
	var75 =  *  var74;
	var76 = (float)((float) var15 +  (float)var75);
	var14 = var73;
	var15 = var76;
	 goto L_7;

}

typedef global float* Reduction_SquaredDifference_type_0;
struct Reduction_SquaredDifference_type_1;
typedef local float* Reduction_SquaredDifference_type_2;

struct Reduction_SquaredDifference_type_1_kernel;
struct Reduction_SquaredDifference_type_1_kernel;
struct Reduction_SquaredDifference_type_1_kernel;

struct Reduction_SquaredDifference_type_1
{
	Reduction_SquaredDifference_type_0 field_0;
	long field_1;
};

struct Reduction_SquaredDifference_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_SquaredDifference(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Reduction_SquaredDifference_type_1_kernel var0,
	struct Reduction_SquaredDifference_type_1_kernel var1,
	struct Reduction_SquaredDifference_type_1_kernel var2,
	int var3,
	int var4,
	float var5,
	int var6)
{
	struct Reduction_SquaredDifference_type_1 var7;
	struct Reduction_SquaredDifference_type_1 var8;
	struct Reduction_SquaredDifference_type_1 var9;
	Reduction_SquaredDifference_type_2 var11;
	int var12;
	float var13;
	int var17;
	int var18;
	int var19;
	int var20;
	int var22;
	int var23;
	bool var24;
	int var14;
	int var25;
	Reduction_SquaredDifference_type_2 var26;
	bool var29;
	float var30;
	int var31;
	bool var33;
	float var15;
	Reduction_SquaredDifference_type_0 var34;
	float var35;
	bool var37;
	int var38;
	Reduction_SquaredDifference_type_0 var39;
	float var40;
	float var41;
	int var42;
	Reduction_SquaredDifference_type_0 var43;
	bool var44;
	Reduction_SquaredDifference_type_2 var45;
	float var46;
	int var47;
	Reduction_SquaredDifference_type_2 var48;
	float var49;
	float var50;
	int var52;
	int var54;
	Reduction_SquaredDifference_type_0 var55;
	Reduction_SquaredDifference_type_0 var56;
	float var57;
	Reduction_SquaredDifference_type_0 var58;
	Reduction_SquaredDifference_type_0 var59;
	float var60;
	float var61;
	float var62;
	float var63;

	;
	var7.field_0 = (Reduction_SquaredDifference_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Reduction_SquaredDifference_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Reduction_SquaredDifference_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;
	local float var10[128];
	var11 = &var10[0];

	L_0: ;
	;
	;
	var17 =  get_group_id ( 0 );
	var18 = (int)((int) var17 *  (int)var4);
	var19 =  get_local_id ( 0 );
	var20 = (int)((int) var18 +  (int)var19);
	var12 = var20;
	var13 = 0.0f;
	 goto L_1;

	L_1: ;
	var22 = (int)((int) var18 +  (int)var4);
	var23 = (int) min ((int)var3, (int)var22);
	var24 = (int) var12 < (int) var23;
	if (var24)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var25 =  get_local_id ( 0 );
	var26 =  & var11[var25];
	 *  var26 =  var13;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var14 = 64;
	 goto L_4;

	L_4: ;
	var29 = (int) var14 > (int) 0;
	if (var29)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var30 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var31 =  get_local_id ( 0 );
	var33 = (int) var31 == (int) 0;
	if (var33)
		 goto L_7;
	 goto L_8;

	L_7: ;
	;
	var34 =  var9.field_0;
	var35 = (float)((float) var5 *  (float)var30);
	var37 = (int) var6 == (int) 0;
	var15 = var35;
	if (var37)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var38 =  get_group_id ( 0 );
	var39 =  & var34[var38];
	var40 =  *  var39;
	var41 = (float)((float) var35 +  (float)var40);
	var15 = var41;
	 goto L_9;

	L_9: ;
	var42 =  get_group_id ( 0 );
	var43 =  & var34[var42];
	 *  var43 =  var15;
	 goto L_8;

	L_8: ;
	 return ;

	L_5: ;
	var44 = (int) var25 >= (int) var14;
	if (var44)
		 goto L_11;
	 goto L_12;

	L_12: ;
	var45 =  & var11[var25];
	var46 =  *  var45;
	var47 = (int)((int) var25 +  (int)var14);
	var48 =  & var11[var47];
	var49 =  *  var48;
	var50 = (float)((float) var46 +  (float)var49);
	 *  var45 =  var50;
	 goto L_11;

	L_11: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var52 = (int)((int) var14 >>  (int)1);
	var14 = var52;
	 goto L_4;

	L_2: ;
	var54 = (int)((int) var12 +  (int)128);
	var55 =  var7.field_0;
	var56 =  & var55[var12];
	var57 =  *  var56;
	var58 =  var8.field_0;
	var59 =  & var58[var12];
	var60 =  *  var59;
	var61 = (float)((float) var57 -  (float)var60);
	var62 = (float)((float) var61 *  (float)var61);
	var63 = (float)((float) var13 +  (float)var62);
	var12 = var54;
	var13 = var63;
	 goto L_1;

}

typedef global float* Reduction_CountNonFinite_type_0;
struct Reduction_CountNonFinite_type_1;
typedef local float* Reduction_CountNonFinite_type_2;

struct Reduction_CountNonFinite_type_1_kernel;
struct Reduction_CountNonFinite_type_1_kernel;
struct Reduction_CountNonFinite_type_1_kernel;

struct Reduction_CountNonFinite_type_1
{
	Reduction_CountNonFinite_type_0 field_0;
	long field_1;
};

struct Reduction_CountNonFinite_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_CountNonFinite(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	struct Reduction_CountNonFinite_type_1_kernel var0,
	struct Reduction_CountNonFinite_type_1_kernel var1,
	struct Reduction_CountNonFinite_type_1_kernel var2,
	int var3,
	int var4,
	float var5,
	int var6)
{
	struct Reduction_CountNonFinite_type_1 var7;
	struct Reduction_CountNonFinite_type_1 var8;
	struct Reduction_CountNonFinite_type_1 var9;
	Reduction_CountNonFinite_type_2 var11;
	int var12;
	float var13;
	int var18;
	int var19;
	int var20;
	int var21;
	float var16;
	int var23;
	int var24;
	bool var25;
	int var14;
	int var26;
	Reduction_CountNonFinite_type_2 var27;
	bool var30;
	float var31;
	int var32;
	bool var34;
	float var15;
	Reduction_CountNonFinite_type_0 var35;
	float var36;
	bool var38;
	int var39;
	Reduction_CountNonFinite_type_0 var40;
	float var41;
	float var42;
	int var43;
	Reduction_CountNonFinite_type_0 var44;
	bool var45;
	Reduction_CountNonFinite_type_2 var46;
	float var47;
	int var48;
	Reduction_CountNonFinite_type_2 var49;
	float var50;
	float var51;
	int var53;
	Reduction_CountNonFinite_type_0 var54;
	Reduction_CountNonFinite_type_0 var55;
	float var56;
	int var57;
	int var59;
	bool var61;
	float var63;
	int var65;

	;
	var7.field_0 = (Reduction_CountNonFinite_type_0)view_0+var0.field_0;
	var7.field_1 = var0.field_1;
	;
	var8.field_0 = (Reduction_CountNonFinite_type_0)view_1+var1.field_0;
	var8.field_1 = var1.field_1;
	;
	var9.field_0 = (Reduction_CountNonFinite_type_0)view_2+var2.field_0;
	var9.field_1 = var2.field_1;
	local float var10[128];
	var11 = &var10[0];

	L_0: ;
	;
	;
	var18 =  get_group_id ( 0 );
	var19 = (int)((int) var18 *  (int)var4);
	var20 =  get_local_id ( 0 );
	var21 = (int)((int) var19 +  (int)var20);
	var12 = var21;
	var13 = 0.0f;
	 goto L_1;

	L_1: ;
	;
	var23 = (int)((int) var19 +  (int)var4);
	var24 = (int) min ((int)var3, (int)var23);
	var25 = (int) var12 < (int) var24;
	if (var25)
		 goto L_2;
	 goto L_3;

	L_3: ;
	;
	var26 =  get_local_id ( 0 );
	var27 =  & var11[var26];
	 *  var27 =  var13;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var14 = 64;
	 goto L_4;

	L_4: ;
	var30 = (int) var14 > (int) 0;
	if (var30)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var31 =  *  var11;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var32 =  get_local_id ( 0 );
	var34 = (int) var32 == (int) 0;
	if (var34)
		 goto L_7;
	 goto L_8;

	L_7: ;
	;
	var35 =  var9.field_0;
	var36 = (float)((float) var5 *  (float)var31);
	var38 = (int) var6 == (int) 0;
	var15 = var36;
	if (var38)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var39 =  get_group_id ( 0 );
	var40 =  & var35[var39];
	var41 =  *  var40;
	var42 = (float)((float) var36 +  (float)var41);
	var15 = var42;
	 goto L_9;

	L_9: ;
	var43 =  get_group_id ( 0 );
	var44 =  & var35[var43];
	 *  var44 =  var15;
	 goto L_8;

	L_8: ;
	 return ;

	L_5: ;
	var45 = (int) var26 >= (int) var14;
	if (var45)
		 goto L_11;
	 goto L_12;

	L_12: ;
	var46 =  & var11[var26];
	var47 =  *  var46;
	var48 = (int)((int) var26 +  (int)var14);
	var49 =  & var11[var48];
	var50 =  *  var49;
	var51 = (float)((float) var47 +  (float)var50);
	 *  var46 =  var51;
	 goto L_11;

	L_11: ;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var53 = (int)((int) var14 >>  (int)1);
	var14 = var53;
	 goto L_4;

	L_2: ;
	var54 =  var7.field_0;
	var55 =  & var54[var12];
	var56 =  *  var55;
	var57 =  as_int (var56);
	var59 = (int)((int) var57 &  (int)2139095040);
	var61 = (uint) var59 != (uint) 2139095040;
	var16 = var13;
	if (var61)
		 goto L_13;
	 goto L_14;

	L_14: ;
	var63 = (float)((float) var13 +  (float)1.0f);
	var16 = var63;
	 goto L_13;

	L_13: ;
	var65 = (int)((int) var12 +  (int)128);
	var12 = var65;
	var13 = var16;
	 goto L_1;

}

typedef global float* Reduction_SumRows_type_0;
struct Reduction_SumRows_type_1;
typedef global int* Reduction_SumRows_type_2;
struct Reduction_SumRows_type_3;
typedef local float* Reduction_SumRows_type_4;

struct Reduction_SumRows_type_1_kernel;
struct Reduction_SumRows_type_3_kernel;
struct Reduction_SumRows_type_1_kernel;

struct Reduction_SumRows_type_1
{
	Reduction_SumRows_type_0 field_0;
	long field_1;
};
struct Reduction_SumRows_type_3
{
	Reduction_SumRows_type_2 field_0;
	long field_1;
};

struct Reduction_SumRows_type_1_kernel
{
	long field_0;
	long field_1;
};
struct Reduction_SumRows_type_3_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_SumRows(
	global float* view_0,
	global int* view_1,
	global float* view_2,
	struct Reduction_SumRows_type_1_kernel var0,
	struct Reduction_SumRows_type_3_kernel var1,
	struct Reduction_SumRows_type_1_kernel var2,
	int var3,
	int var4,
	int var5,
	float var6,
	int var7)
{
	struct Reduction_SumRows_type_1 var8;
	struct Reduction_SumRows_type_3 var9;
	struct Reduction_SumRows_type_1 var10;
	Reduction_SumRows_type_4 var12;
	float var14;
	float var17;
	int var22;
	int var24;
	int var25;
	int var27;
	int var28;
	int var29;
	int var31;
	bool var33;
	int var13;
	int var34;
	int var35;
	int var36;
	float var16;
	int var37;
	int var38;
	bool var39;
	bool var15;
	long var41;
	bool var43;
	Reduction_SumRows_type_2 var44;
	Reduction_SumRows_type_2 var45;
	int var46;
	bool var48;
	bool var49;
	Reduction_SumRows_type_0 var50;
	long var51;
	long var52;
	long var53;
	long var54;
	long var55;
	Reduction_SumRows_type_0 var56;
	float var57;
	float var58;
	int var60;
	float var19;
	int var61;
	Reduction_SumRows_type_4 var62;
	bool var64;
	bool var65;
	int var18;
	bool var68;
	float var20;
	Reduction_SumRows_type_0 var69;
	int var70;
	long var71;
	long var72;
	long var73;
	long var74;
	long var75;
	float var76;
	bool var78;
	Reduction_SumRows_type_0 var79;
	float var80;
	float var81;
	Reduction_SumRows_type_0 var82;
	int var84;
	int var85;
	int var87;
	int var88;
	Reduction_SumRows_type_4 var89;
	float var90;
	float var91;

	;
	var8.field_0 = (Reduction_SumRows_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (Reduction_SumRows_type_2)view_1+var1.field_0;
	var9.field_1 = var1.field_1;
	;
	var10.field_0 = (Reduction_SumRows_type_0)view_2+var2.field_0;
	var10.field_1 = var2.field_1;
	local float var11[256];
	var12 = &var11[0];

	L_0: ;
	;
	;
	var22 =  get_group_id ( 0 );
	var24 = (int)((int) var22 <<  (int)5);
	var25 =  get_local_id ( 0 );
	var27 = (int)((int) var25 %  (int)32);
	var28 = (int)((int) var24 +  (int)var27);
	var29 =  get_local_id ( 0 );
	var31 = (int)((int) var29 >>  (int)5);
	var33 = (int) var28 >= (int) var4;
	var17 = 0.0f;
	if (var33)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var34 =  get_group_id ( 1 );
	var35 = (int)((int) var34 *  (int)var5);
	var36 = (int)((int) var35 +  (int)var31);
	var13 = var36;
	var14 = 0.0f;
	 goto L_3;

	L_3: ;
	;
	var37 = (int)((int) var35 +  (int)var5);
	var38 = (int) min ((int)var3, (int)var37);
	var39 = (int) var13 < (int) var38;
	var17 = var14;
	if (var39)
		 goto L_4;
	 goto L_1;

	L_4: ;
	;
	var41 =  var9.field_1;
	var43 = (long) var41 <= (long) 0;
	var15 = 1;
	if (var43)
		 goto L_5;
	 goto L_6;

	L_6: ;
	var44 =  var9.field_0;
	var45 =  & var44[var13];
	var46 =  *  var45;
	var48 = (int) var46 < (int) 0;
	var15 = var48;
	 goto L_5;

	L_5: ;
	var49 = ( ! (bool)var15);
	var16 = var14;
	if (var49)
		 goto L_7;
	 goto L_8;

	L_8: ;
	var50 =  var8.field_0;
	var51 = (long)(int) var13;
	var52 = (long)(int) var4;
	var53 = (long)((long) var51 *  (long)var52);
	var54 = (long)(int) var28;
	var55 = (long)((long) var53 +  (long)var54);
	var56 =  & var50[var55];
	var57 =  *  var56;
	var58 = (float)((float) var14 +  (float)var57);
	var16 = var58;
	 goto L_7;

	L_7: ;
	var60 = (int)((int) var13 +  (int)8);
	var13 = var60;
	var14 = var16;
	 goto L_3;

	L_1: ;
	;
	var61 =  get_local_id ( 0 );
	var62 =  & var12[var61];
	 *  var62 =  var17;
	 work_group_barrier ( CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE );
	var64 = (int) var31 != (int) 0;
	if (var64)
		 goto L_9;
	 goto L_10;

	L_10: ;
	var65 = (int) var28 < (int) var4;
	if (var65)
		 goto L_11;
	 goto L_9;

	L_11: ;
	;
	var18 = 1;
	var19 = var17;
	 goto L_12;

	L_12: ;
	var68 = (int) var18 < (int) 8;
	if (var68)
		 goto L_13;
	 goto L_14;

	L_14: ;
	;
	var69 =  var10.field_0;
	var70 =  get_group_id ( 1 );
	var71 = (long)(int) var70;
	var72 = (long)(int) var4;
	var73 = (long)((long) var71 *  (long)var72);
	var74 = (long)(int) var28;
	var75 = (long)((long) var73 +  (long)var74);
	var76 = (float)((float) var19 *  (float)var6);
	var78 = (int) var7 == (int) 0;
	var20 = var76;
	if (var78)
		 goto L_15;
	 goto L_16;

	L_16: ;
	var79 =  & var69[var75];
	var80 =  *  var79;
	var81 = (float)((float) var76 +  (float)var80);
	var20 = var81;
	 goto L_15;

	L_15: ;
	var82 =  & var69[var75];
	 *  var82 =  var20;
	 goto L_9;

	L_13: ;
	var84 = (int)((int) var18 +  (int)1);
	var85 =  get_local_id ( 0 );
	var87 = (int)((int) var18 <<  (int)5);
	var88 = (int)((int) var85 +  (int)var87);
	var89 =  & var12[var88];
	var90 =  *  var89;
	var91 = (float)((float) var19 +  (float)var90);
	var18 = var84;
	var19 = var91;
	 goto L_12;

	L_9: ;
	 return ;

}

typedef global float* Reduction_SumTokens_type_0;
struct Reduction_SumTokens_type_1;

struct Reduction_SumTokens_type_1_kernel;
struct Reduction_SumTokens_type_1_kernel;

struct Reduction_SumTokens_type_1
{
	Reduction_SumTokens_type_0 field_0;
	long field_1;
};

struct Reduction_SumTokens_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_SumTokens(
	global float* view_0,
	global float* view_1,
	struct Reduction_SumTokens_type_1_kernel var0,
	struct Reduction_SumTokens_type_1_kernel var1,
	int var2,
	int var3,
	int var4,
	int var5,
	int var6,
	float var7)
{
	struct Reduction_SumTokens_type_1 var8;
	struct Reduction_SumTokens_type_1 var9;
	int var12;
	int var14;
	int var15;
	int var16;
	bool var17;
	int var10;
	float var11;
	bool var20;
	Reduction_SumTokens_type_0 var21;
	Reduction_SumTokens_type_0 var22;
	float var23;
	int var25;
	Reduction_SumTokens_type_0 var26;
	int var27;
	long var28;
	long var29;
	long var30;
	long var31;
	long var32;
	long var33;
	long var34;
	int var35;
	long var36;
	long var37;
	long var38;
	long var39;
	long var40;
	long var41;
	Reduction_SumTokens_type_0 var42;
	float var43;
	float var44;

	;
	var8.field_0 = (Reduction_SumTokens_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (Reduction_SumTokens_type_0)view_1+var1.field_0;
	var9.field_1 = var1.field_1;

	L_0: ;
	var12 =  get_group_id ( 0 );
	var14 = (int)((int) var12 <<  (int)8);
	var15 =  get_local_id ( 0 );
	var16 = (int)((int) var14 +  (int)var15);
	var17 = (int) var16 < (int) var2;
	if (var17)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	;
	var10 = 0;
	var11 = 0.0f;
	 goto L_3;

	L_3: ;
	var20 = (int) var10 < (int) var6;
	if (var20)
		 goto L_4;
	 goto L_5;

	L_5: ;
	var21 =  var9.field_0;
	var22 =  & var21[var16];
	var23 = (float)((float) var7 *  (float)var11);
	 *  var22 =  var23;
	 goto L_2;

	L_2: ;
	 return ;

	L_4: ;
	var25 = (int)((int) var10 +  (int)1);
	var26 =  var8.field_0;
	var27 = (int)((int) var16 /  (int)var4);
	var28 = (long)(int) var27;
	var29 = (long)(int) var3;
	var30 = (long)((long) var28 *  (long)var29);
	var31 = (long)(int) var5;
	var32 = (long)((long) var30 +  (long)var31);
	var33 = (long)(int) var4;
	var34 = (long)((long) var32 *  (long)var33);
	var35 = (int)((int) var16 %  (int)var4);
	var36 = (long)(int) var35;
	var37 = (long)((long) var34 +  (long)var36);
	var38 = (long)(int) var10;
	var39 = (long)(int) var4;
	var40 = (long)((long) var38 *  (long)var39);
	var41 = (long)((long) var37 +  (long)var40);
	var42 =  & var26[var41];
	var43 =  *  var42;
	var44 = (float)((float) var11 +  (float)var43);
	var10 = var25;
	var11 = var44;
	 goto L_3;

}

typedef global float* Reduction_SpreadTokens_type_0;
struct Reduction_SpreadTokens_type_1;

struct Reduction_SpreadTokens_type_1_kernel;
struct Reduction_SpreadTokens_type_1_kernel;

struct Reduction_SpreadTokens_type_1
{
	Reduction_SpreadTokens_type_0 field_0;
	long field_1;
};

struct Reduction_SpreadTokens_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Reduction_SpreadTokens(
	global float* view_0,
	global float* view_1,
	struct Reduction_SpreadTokens_type_1_kernel var0,
	struct Reduction_SpreadTokens_type_1_kernel var1,
	int var2,
	int var3,
	int var4,
	int var5,
	int var6,
	float var7,
	int var8)
{
	struct Reduction_SpreadTokens_type_1 var9;
	struct Reduction_SpreadTokens_type_1 var10;
	int var13;
	int var15;
	int var16;
	int var17;
	bool var18;
	float var11;
	int var20;
	int var21;
	bool var22;
	int var23;
	bool var24;
	Reduction_SpreadTokens_type_0 var25;
	int var26;
	int var27;
	int var28;
	int var29;
	Reduction_SpreadTokens_type_0 var30;
	float var31;
	float var32;
	float var12;
	Reduction_SpreadTokens_type_0 var33;
	bool var35;
	Reduction_SpreadTokens_type_0 var36;
	float var37;
	float var38;
	Reduction_SpreadTokens_type_0 var39;

	;
	var9.field_0 = (Reduction_SpreadTokens_type_0)view_0+var0.field_0;
	var9.field_1 = var0.field_1;
	;
	var10.field_0 = (Reduction_SpreadTokens_type_0)view_1+var1.field_0;
	var10.field_1 = var1.field_1;

	L_0: ;
	var13 =  get_group_id ( 0 );
	var15 = (int)((int) var13 <<  (int)8);
	var16 =  get_local_id ( 0 );
	var17 = (int)((int) var15 +  (int)var16);
	var18 = (int) var17 < (int) var2;
	if (var18)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var20 = (int)((int) var17 /  (int)var4);
	var21 = (int)((int) var20 %  (int)var3);
	var22 = (int) var21 < (int) var5;
	var11 = 0.0f;
	if (var22)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var23 = (int)((int) var5 +  (int)var6);
	var24 = (int) var21 >= (int) var23;
	var11 = 0.0f;
	if (var24)
		 goto L_3;
	 goto L_5;

	L_5: ;
	var25 =  var9.field_0;
	var26 = (int)((int) var20 /  (int)var3);
	var27 = (int)((int) var26 *  (int)var4);
	var28 = (int)((int) var17 %  (int)var4);
	var29 = (int)((int) var27 +  (int)var28);
	var30 =  & var25[var29];
	var31 =  *  var30;
	var32 = (float)((float) var7 *  (float)var31);
	var11 = var32;
	 goto L_3;

	L_3: ;
	;
	var33 =  var10.field_0;
	var35 = (int) var8 == (int) 0;
	var12 = var11;
	if (var35)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var36 =  & var33[var17];
	var37 =  *  var36;
	var38 = (float)((float) var11 +  (float)var37);
	var12 = var38;
	 goto L_6;

	L_6: ;
	var39 =  & var33[var17];
	 *  var39 =  var12;
	 goto L_2;

	L_2: ;
	 return ;

}
